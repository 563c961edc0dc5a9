package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Outcome ALLOWED =
            new Outcome(true, "rule:api", "rule:api", null, false, null);
    private static final Outcome DENIED =
            new Outcome(false, "not-listed", null, OnViolation.BLOCK, false, "v0a1b2c");

    @TempDir Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void runsAreInTheOrderOfTheirStartsInWhateverOrderFilesAreRead() throws IOException {
        Path late = write("a.jsonl", start("late", 9000), event("late", 2, "api.example", ALLOWED));
        Path early =
                write(
                        "b.jsonl",
                        start("early", 100),
                        event("early", 2, "api.example", ALLOWED),
                        event("early", 3, "old.example", ALLOWED));
        for (List<Path> places : List.of(List.of(late, early), List.of(early, late))) {
            ServerHistory weather = read(places).server("weather");
            assertEquals("early", weather.runs().get(0).run().id());
            assertEquals("late", weather.runs().get(1).run().id());
            Kind old = kind(weather, "old.example");
            assertEquals(1, old.runs().size());
            assertTrue(old.runs().contains(0));
            assertEquals(2, kind(weather, "api.example").runs().size());
        }
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnce() throws IOException {
        Path file = write("a.jsonl", start("r", 1), event("r", 2, "api.example", ALLOWED));
        History history = read(List.of(file, folder, file));
        assertEquals(5, kind(history.server("weather"), "api.example").count());
    }

    @Test
    void aPlaceThatIsNotThereIsNamed() {
        NoSuchFileException missing =
                assertThrows(
                        NoSuchFileException.class, () -> read(List.of(folder.resolve("none"))));
        assertEquals(folder.resolve("none").toString(), missing.getFile());
    }

    @Test
    void aFileThatIsRemovedMeanwhileIsToldAndTheOthersAreRead() throws IOException {
        Path first = write("a.jsonl", start("r", 1), "no event\n");
        Path second = write("b.jsonl", event("r", 2, "api.example", ALLOWED));
        Path third = write("c.jsonl", event("r", 3, "api.example", ALLOWED));
        History history =
                History.read(
                        List.of(first, second, third),
                        complaint -> {
                            complaints.add(complaint);
                            remove(second);
                        },
                        Progress.NONE);
        assertEquals(5, kind(history.server("weather"), "api.example").count());
        assertEquals(second + ": was removed before it was read", complaints.get(1));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void onlyABuildThatIsKnownToDifferIsAnother() {
        ServerBuild full = new ServerBuild("w", "1", "w.jar", null, "0a");
        assertTrue(full.isSameAs(new ServerBuild("w", "2", "w.jar", null, "0a")));
        assertFalse(full.isSameAs(new ServerBuild("w", "1", "w.jar", null, "0b")));
        assertFalse(full.isSameAs(new ServerBuild("w", "2", null, null, null)));
        assertTrue(full.isSameAs(new ServerBuild("w", "1", null, null, null)));
        assertFalse(full.isSameAs(new ServerBuild(null, null, "x.jar", null, null)));
    }

    @Test
    void aGapInTheNumbersIsMissingAndPartsInAnotherOrderAreNone() throws IOException {
        Path second = write("1-2.jsonl", event("r", 4, "b.example", ALLOWED));
        Path first = write("2-1.jsonl", start("r", 1), event("r", 2, "a.example", ALLOWED));
        PastRun run = read(List.of(second, first)).server("weather").runs().get(0);
        assertEquals(1, run.missing());
        write("3-3.jsonl", event("r", 3, "c.example", ALLOWED));
        assertEquals(0, read(List.of(folder)).server("weather").runs().get(0).missing());
    }

    @Test
    void linesThatAreNoEventAreNamedTenTimesAndCounted() throws IOException {
        String[] lines = new String[14];
        lines[0] = start("r", 1);
        lines[1] = "\n";
        for (int i = 2; i < lines.length; i++) {
            lines[i] = "{\"foreign\":" + i + "}\n";
        }
        Path file = write("a.jsonl", lines);
        assertEquals(12, read(List.of(file)).unreadable());
        assertEquals(11, complaints.size());
        assertEquals(file + ":3: no event; passed over", complaints.get(0));
        assertEquals("further lines that are no event are only counted", complaints.get(10));
    }

    @Test
    void tooManyKindsOfAReasonBecomeOneWithAnExactCountAndViolationsKeepTheirPlace() {
        History history = new History();
        int many = Limits.KINDS + 500;
        for (int i = 0; i < many; i++) {
            history.add(attempt("r", i + 1, "h" + i + ".example", ALLOWED));
        }
        history.add(attempt("r", many + 1, "evil.example", DENIED));
        ServerHistory weather = history.server("weather");
        assertFalse(kind(weather, "evil.example").isOthers());
        Kind others = kind(weather, "(others)");
        assertTrue(others.isOthers());
        assertEquals(5L * (many - Limits.PER_REASON), others.count());
        assertEquals(Limits.PER_REASON + 2, weather.kinds().size());
        assertEquals(5L * many, others.count() + allowedApart(weather));
    }

    private static long allowedApart(ServerHistory history) {
        return history.kinds().stream()
                .filter(kind -> kind.outcome().allowed() && !kind.isOthers())
                .mapToLong(Kind::count)
                .sum();
    }

    @Test
    void aRunTellsWhichBuildOfTheServerItWas() {
        History history = new History();
        history.add(new RunEvent(run("r"), 1, Activity.START, 1, Map.of("policy", "p.json")));
        history.add(
                new RunEvent(
                        run("r"),
                        2,
                        Activity.SESSION,
                        2,
                        Map.of("main_jar", "w.jar", "main_sha256", "0a")));
        history.add(
                new RunEvent(run("r"), 3, Activity.SESSION, 3, Map.of("announced_version", "1.2")));
        PastRun past = history.server("weather").runs().get(0);
        assertEquals(new ServerBuild(null, "1.2", "w.jar", null, "0a"), past.build());
        assertEquals("p.json", past.text("policy"));
        assertEquals(1, past.began());
        assertEquals(3, past.ended());
    }

    private History read(List<Path> places) throws IOException {
        return History.read(places, complaints::add, Progress.NONE);
    }

    /** Read whole the first times, then passed as repeats. */
    @Test
    void aNameThatAHandshakeProvedIsNoKindHoweverOftenItIsTold() throws IOException {
        List<String> lines = new ArrayList<>(List.of(start("r", 1)));
        Target bare = Target.host(null, null, "203.0.113.9", 443, "tcp");
        lines.add(EventWriter.line(told("r", 2, Activity.CONNECT, bare)));
        Target proved = Target.host("api.example", "sni", "203.0.113.9", 443, "tcp");
        for (int i = 3; i < 9; i++) {
            lines.add(EventWriter.line(told("r", i, Activity.SERVER_NAME, proved)));
        }
        ServerHistory weather =
                read(List.of(write("a.jsonl", lines.toArray(new String[0])))).server("weather");
        assertEquals(1, weather.kinds().size());
        Kind only = weather.kinds().iterator().next();
        assertEquals(5, only.count());
        assertEquals(List.of("api.example"), List.copyOf(weather.serverNames(only)));
        assertEquals(0, weather.runs().get(0).missing());
    }

    private static Event told(String run, long sequence, Activity activity, Target target) {
        return new Event(
                run(run), sequence, activity, target, ALLOWED, Origin.UNKNOWN, 1000, 2000, 5);
    }

    private static Kind kind(ServerHistory history, String name) {
        return history.kinds().stream()
                .filter(kind -> name.equals(kind.target().name()))
                .findFirst()
                .orElseThrow();
    }

    private static Run run(String id) {
        return new Run("weather", id, 1, "0");
    }

    private static String start(String run, long time) {
        return EventWriter.line(new RunEvent(run(run), 1, Activity.START, time, Map.of()));
    }

    private static String event(String run, long sequence, String name, Outcome outcome) {
        return EventWriter.line(attempt(run, sequence, name, outcome));
    }

    private static Event attempt(String run, long sequence, String name, Outcome outcome) {
        return new Event(
                run(run),
                sequence,
                Activity.CONNECT,
                Target.host(name, "look-up", "203.0.113.1", 443, "tcp"),
                outcome,
                Origin.UNKNOWN,
                1000,
                2000,
                5);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("", lines));
    }
}
