package dev.sallyport.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final Outcome DENIED =
            new Outcome(false, "not-listed", null, OnViolation.BLOCK, false, "v012345");

    @TempDir Path folder;

    @Test
    void theFirstOfAKindIsOnDiskWhenRecordReturnsAndTheOthersWhenFlushDoes() throws IOException {
        Recorder recorder = recorder("events/run.jsonl");
        assertTrue(record(recorder, "a.example"));
        assertEquals(List.of(1L), counts(read("events/run.jsonl")));
        assertFalse(record(recorder, "a.example"));
        assertFalse(record(recorder, "a.example"));
        assertEquals(List.of(1L), counts(read("events/run.jsonl")));
        recorder.flush();
        assertEquals(List.of(1L, 2L), counts(read("events/run.jsonl")));
        recorder.flush();
        assertEquals(2, read("events/run.jsonl").size());
    }

    @Test
    void filesAreTheUsersOwn() throws IOException {
        record(recorder("events/weather/run.jsonl"), "a.example");
        assertEquals("rw-------", permissions("events/weather/run.jsonl"));
        assertEquals("rwx------", permissions("events/weather"));
        assertEquals("rwx------", permissions("events"));
    }

    @Test
    void whatCannotBeWrittenWaitsAndLosesNothing() throws IOException {
        Files.writeString(folder.resolve("events"), "a file where the folder should be");
        Recorder recorder = recorder("events/run.jsonl");
        assertTrue(record(recorder, "a.example"));
        assertFalse(record(recorder, "a.example"));
        assertTrue(record(recorder, "b.example"));
        recorder.flush();
        Files.delete(folder.resolve("events"));
        recorder.flush();
        Map<String, Long> counts =
                read("events/run.jsonl").stream()
                        .collect(Collectors.toMap(e -> e.target().name(), Event::count));
        assertEquals(Map.of("a.example", 2L, "b.example", 1L), counts);
        List<String> lines = Files.readAllLines(folder.resolve("events/run.jsonl"));
        RunEvent told = (RunEvent) new EventReader().read(lines.get(lines.size() - 1));
        assertEquals(RunEvent.WRITTEN_LATE, told.facts().get(RunEvent.WARNING));
        assertEquals(3L, told.facts().get("late_attempts"));
    }

    @Test
    void anInterruptedThreadRecordsLikeAnyOther() throws IOException {
        Recorder recorder = recorder("run.jsonl");
        Thread.currentThread().interrupt();
        record(recorder, "a.example");
        assertTrue(Thread.interrupted());
        record(recorder, "b.example");
        assertEquals(2, read("run.jsonl").size());
    }

    @Test
    void manyThreadsCountExactlyAndEverySequenceNumberIsThereOnce() throws Exception {
        Recorder recorder = recorder("run.jsonl");
        int threads = 8;
        int each = 2_000;
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                for (int i = 0; i < each; i++) {
                                    record(recorder, "n" + i % 7 + ".example");
                                    if (i % 500 == 0) {
                                        recorder.flush();
                                    }
                                }
                            });
            thread.start();
            all.add(thread);
        }
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        recorder.flush();
        List<Event> events = read("run.jsonl");
        assertEquals((long) threads * each, events.stream().mapToLong(Event::count).sum());
        Set<Long> numbers = new HashSet<>();
        events.forEach(e -> numbers.add(e.sequence()));
        assertEquals(events.size(), numbers.size());
        assertTrue(numbers.contains(1L) && numbers.contains((long) events.size()));
    }

    @Test
    void aMillionRandomNamesBelowOneDomainStayBoundedAndExactlyCounted() throws IOException {
        Recorder recorder = recorder("run.jsonl");
        int attempts = 1_000_000;
        for (int i = 0; i < attempts; i++) {
            record(recorder, "x" + i + ".tunnel.example");
        }
        recorder.flush();
        List<Event> events = read("run.jsonl");
        assertEquals(attempts, events.stream().mapToLong(Event::count).sum());
        assertEquals(KindLimit.PER_GROUP + 1, events.size());
        assertEquals("*.tunnel.example", events.get(events.size() - 1).target().name());
    }

    @Test
    void randomDomainsAreBoundedToo() throws IOException {
        Recorder recorder = recorder("run.jsonl");
        int attempts = KindLimit.IN_ALL + 5_000;
        for (int i = 0; i < attempts; i++) {
            record(recorder, "x" + i + ".example");
        }
        recorder.flush();
        List<Event> events = read("run.jsonl");
        assertEquals(attempts, events.stream().mapToLong(Event::count).sum());
        assertTrue(events.size() <= KindLimit.IN_ALL + 1, "lines: " + events.size());
    }

    @Test
    void aRunsStartIsItsFirstEvent() throws IOException {
        Recorder recorder = recorder("run.jsonl");
        recorder.run(Activity.START, Map.of("mode", "hold"));
        record(recorder, "a.example");
        String first = Files.readAllLines(folder.resolve("run.jsonl")).get(0);
        RunEvent start = (RunEvent) new EventReader().read(first);
        assertEquals(1, start.sequence());
        assertEquals("hold", start.facts().get("mode"));
    }

    private Recorder recorder(String file) {
        return new Recorder(
                new Run("weather", "run-1", 4711, "0"),
                folder.resolve(file).toFile(),
                1L << 30,
                OwnFiles.Work::run);
    }

    private static boolean record(Recorder recorder, String name) {
        if (recorder.count(name) != null) {
            return false;
        }
        Target target = Target.name(name);
        return recorder.record(
                name, new Attempt(Activity.LOOKUP, target, DENIED, Origin.UNKNOWN, null));
    }

    private List<Event> read(String file) throws IOException {
        EventReader reader = new EventReader();
        List<Event> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            if (reader.read(line) instanceof Event event) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<Long> counts(List<Event> events) {
        return events.stream().map(Event::count).toList();
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
