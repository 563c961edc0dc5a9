package dev.sallyport.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFolderTest {
    /** Above what any kernel gives (PID_MAX_LIMIT is 2^22), so nobody's. */
    private static final long GONE = 1L << 40;

    private static final Outcome DENIED =
            new Outcome(false, "not-listed", null, OnViolation.BLOCK, false, "v012345");
    private static final Outcome ALLOWED =
            new Outcome(true, "rule:nws", "rule:nws", null, false, null);

    @TempDir Path folder;

    @Test
    void withinTheLimitNothingIsTouched() throws IOException {
        Path file = run(1, GONE, 100, 3, 3);
        String before = Files.readString(file);
        assertFalse(folder(1 << 20).tidy(null));
        assertEquals(before, Files.readString(file));
    }

    @Test
    void countsOfAKindBecomeOneAndNothingIsLost() throws IOException {
        run(1, GONE, 1_000, 5, 5);
        Map<String, Long> before = counts();
        long size = size();
        tidyAll(folder(size / 2));
        assertTrue(size() < size / 20, "bytes: " + size() + " of " + size);
        assertEquals(before, counts());
        PastRun run = server().runs().get(0);
        assertEquals(0, run.missing());
        assertEquals(0, run.dropped());
        assertEquals(1, run.start().sequence());
        assertEquals("1002", run.stop().sequence() + "");
    }

    @Test
    void thenWhatWasAllowedIsDroppedOldestFirstAndSaid() throws IOException {
        run(1, GONE, 400, 200, 200);
        run(2, GONE + 1, 400, 200, 200);
        Map<String, Long> before = counts();
        long size = size();
        tidyAll(folder(size * 4 / 5));
        assertTrue(size() <= size * 4 / 5, "bytes: " + size() + " of " + size);
        Map<String, Long> after = counts();
        List<String> lost = new ArrayList<>();
        long gone = 0;
        for (String kind : before.keySet()) {
            long less = before.get(kind) - after.getOrDefault(kind, 0L);
            if (less != 0) {
                lost.add(kind);
                gone += less;
            }
        }
        assertFalse(lost.isEmpty());
        lost.forEach(kind -> assertTrue(kind.startsWith("allow run-1 "), kind));
        long told = server().runs().stream().mapToLong(PastRun::dropped).sum();
        assertEquals(gone, told);
        server().runs().forEach(run -> assertEquals(0, run.missing()));
    }

    /** However small the limit. */
    @Test
    void noViolationIsEverDroppedNorWhatIsToldOfTheRun() throws IOException {
        run(1, GONE, 500, 20, 30);
        Map<String, Long> before = counts();
        EventFolder tight = folder(1);
        tidyAll(tight);
        Map<String, Long> after = counts();
        before.keySet().removeIf(kind -> kind.startsWith("allow"));
        after.keySet().removeIf(kind -> kind.startsWith("allow"));
        assertEquals(before, after);
        assertEquals(30, after.size());
        assertEquals(0, server().runs().get(0).missing());
        assertEquals("hold", server().runs().get(0).start().facts().get("mode"));
    }

    @Test
    void compactedFilesAreCompactedAgainAndStillAddUp() throws IOException {
        run(1, GONE, 600, 40, 40);
        long attempts = counts().values().stream().mapToLong(Long::longValue).sum();
        for (int limit : new int[] {200_000, 100_000, 60_000, 20_000, 1}) {
            tidyAll(folder(limit));
            PastRun run = server().runs().get(0);
            long left = counts().values().stream().mapToLong(Long::longValue).sum();
            assertEquals(attempts, left + run.dropped(), "limit " + limit);
            assertEquals(0, run.missing(), "limit " + limit);
        }
    }

    @Test
    void aRealGapStaysAGap() throws IOException {
        Path file = run(1, GONE, 300, 3, 3);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.subList(100, 107).clear();
        Files.write(file, lines);
        assertEquals(7, server().runs().get(0).missing());
        tidyAll(folder(1));
        assertEquals(7, server().runs().get(0).missing());
    }

    @Test
    void theFileOfALivingProcessAndTheOneThatIsClaimedElsewhereAreLeftAlone() throws Exception {
        long alive = ProcessHandle.current().pid();
        Path living = run(1, alive, 300, 3, 3);
        Path claimed = run(2, GONE, 300, 3, 3);
        Path current = run(3, GONE + 7, 300, 3, 3);
        String before = Files.readString(claimed);
        // As another JVM would: this one's own lock is refused in the same way.
        try (RandomAccessFile claim = FileClaim.on(claimed.toFile(), OwnFiles.Work::run)) {
            EventFolder folder = folder(1);
            while (folder.tidy(current.toFile())) {
                // the next file
            }
            assertTrue(claim.getChannel().isOpen());
        }
        assertEquals(before, Files.readString(claimed));
        assertEquals(302, Files.readAllLines(living).size());
        assertEquals(302, Files.readAllLines(current).size());
    }

    @Test
    void aTornLineAndWhatIsNoEventStayAsTheyAre() throws IOException {
        Path file = run(1, GONE, 300, 3, 3);
        String text = Files.readString(file);
        String torn = text.substring(0, 400);
        Files.writeString(file, text + "not ours\n" + torn);
        tidyAll(folder(1));
        List<String> lines = Files.readAllLines(file);
        assertEquals("not ours", lines.get(lines.size() - 2));
        assertEquals(torn, lines.get(lines.size() - 1));
        assertEquals(0, server().runs().get(0).missing());
    }

    @Test
    void whatIsWrittenAnewIsTheUsersOwnAndNothingElseIsLeft() throws IOException {
        run(1, GONE, 300, 3, 3);
        tidyAll(folder(1));
        assertEquals(1, files().size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(files().get(0).toPath())));
    }

    /** A process whose own events go on for ever. */
    @Test
    void aProcessBeginsANewFileAndItsOldOnesAreCompacted() throws IOException {
        long limit = 400_000;
        File first = folder.resolve("1-" + 4711 + ".jsonl").toFile();
        Recorder recorder =
                new Recorder(
                        new Run("weather", "run-1", 4711, "0"), first, limit, OwnFiles.Work::run);
        recorder.run(Activity.START, Map.of("mode", "hold"));
        long attempts = 0;
        for (int second = 0; second < 1_500; second++) {
            for (int i = 0; i < 2; i++) {
                String name = "n" + i + ".example";
                if (recorder.count(name) == null) {
                    Outcome outcome = i == 0 ? DENIED : ALLOWED;
                    Target target = Target.name(name);
                    recorder.record(
                            name,
                            new Attempt(Activity.LOOKUP, target, outcome, Origin.UNKNOWN, null));
                }
                attempts++;
            }
            recorder.beat();
        }
        recorder.run(Activity.STOP, Map.of());
        assertTrue(size() < limit * 5 / 4, "bytes: " + size());
        PastRun run = server().runs().get(0);
        assertEquals(0, run.missing());
        assertEquals(0, run.dropped());
        assertEquals(attempts, counts().values().stream().mapToLong(Long::longValue).sum());
    }

    private EventFolder folder(long limit) {
        return new EventFolder(folder.toFile(), limit, 0, OwnFiles.Work::run);
    }

    private static void tidyAll(EventFolder folder) {
        while (folder.tidy(null)) {
            // the next file
        }
    }

    /** A run of so many events in turn of so many kinds, between a start and a stop. */
    private Path run(long begun, long pid, int events, int allowed, int denied) throws IOException {
        Run run = new Run("weather", "run-" + begun, pid, "0");
        StringBuilder text = new StringBuilder();
        Map<String, Object> mode = Map.of("mode", "hold");
        text.append(EventWriter.line(new RunEvent(run, 1, Activity.START, 1, mode)));
        for (int i = 0; i < events; i++) {
            int kind = i % (allowed + denied);
            text.append(
                    EventWriter.line(
                            new Event(
                                    run,
                                    i + 2,
                                    Activity.LOOKUP,
                                    Target.name("n" + kind + ".example"),
                                    kind < allowed ? ALLOWED : DENIED,
                                    Origin.UNKNOWN,
                                    i,
                                    i + 1,
                                    1 + i % 3)));
        }
        text.append(EventWriter.line(new RunEvent(run, events + 2, Activity.STOP, 9, Map.of())));
        return Files.writeString(
                folder.resolve((1_000 + begun) + "-" + pid + ".jsonl"), text.toString());
    }

    private Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (Object read : read()) {
            if (read instanceof Event event) {
                String verdict = event.outcome().allowed() ? "allow " : "deny ";
                String kind = verdict + event.run().id() + " " + event.target().name();
                counts.merge(kind, event.count(), Long::sum);
            }
        }
        return counts;
    }

    private ServerHistory server() throws IOException {
        History history = new History();
        for (Object read : read()) {
            if (read instanceof Event event) {
                history.add(event);
            } else if (read instanceof RunEvent event) {
                history.add(event);
            }
        }
        return history.server("weather");
    }

    private List<Object> read() throws IOException {
        List<Object> events = new ArrayList<>();
        for (File file : files()) {
            for (String line : Files.readAllLines(file.toPath())) {
                events.add(new EventReader().read(line));
            }
        }
        return events;
    }

    private List<File> files() {
        File[] files = folder.toFile().listFiles();
        Arrays.sort(files, Comparator.comparing(File::getName));
        return List.of(files);
    }

    private long size() {
        return files().stream().mapToLong(File::length).sum();
    }
}
