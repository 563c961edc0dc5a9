package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Library;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.event.Trace;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatsTest {
    private static final Outcome ALLOWED =
            new Outcome(true, "rule:api", "rule:api", null, false, null);
    private static final Outcome DENIED =
            new Outcome(false, "not-listed", null, OnViolation.BLOCK, false, "v0a1b2c");
    private static final Trace TRACE = new Trace("4bf9".repeat(8), "00f0".repeat(4));
    private static final Caller CALLER =
            new Caller(
                    "class",
                    "com.acme.A",
                    "b",
                    7,
                    new Library("a.jar", "com.acme:a:1", "0a"),
                    null,
                    false,
                    List.of("com.acme.A.b:7", "com.acme.C.d:9"));

    /** Some with texts that look like what is looked for. */
    private static final List<Map.Entry<Activity, Target>> TARGETS =
            List.of(
                    Map.entry(
                            Activity.CONNECT,
                            Target.host("a.example", "look-up", "203.0.113.1", 443, "tcp")),
                    Map.entry(Activity.LOOKUP, Target.name("evil\",\"count\":9,\"x\":\"")),
                    Map.entry(Activity.REVERSE_LOOKUP, Target.address("192.0.2.1")),
                    Map.entry(Activity.UNIX_CONNECT, Target.path("/run/app.sock")),
                    Map.entry(Activity.PROCESS, Target.program("/usr/bin/git", "log ,\"pid\":1")),
                    Map.entry(Activity.NATIVE_LIBRARY, Target.module("/tmp/libx.so", "0a1b")),
                    Map.entry(Activity.TAMPERING, Target.path("/home/me/weather.json")));

    @TempDir Path folder;

    @Test
    void everyKindOfLineThatTheAgentWritesIsKnownFromTheThirdTimeOn() {
        for (Event event : kinds()) {
            EventReader reader = new EventReader();
            Repeats repeats = new Repeats(reader);
            History history = new History();
            for (int i = 1; i <= 5; i++) {
                byte[] line = bytes(EventWriter.line(at(event, "run-" + i / 4, i)));
                boolean repeated = repeats.count(line, 0, line.length);
                boolean known = i == 3 || i == 5; // the fourth is the first of another run
                assertEquals(known, repeated, new String(line, StandardCharsets.US_ASCII));
                if (!repeated) {
                    Event read = (Event) reader.read(line, 0, line.length);
                    ServerHistory server = history.of("weather");
                    repeats.remember(line, 0, line.length, read, server, server.add(read));
                }
            }
            Kind kind = history.server("weather").kinds().iterator().next();
            assertEquals(5 * 3, kind.count());
            assertEquals(1001, kind.first());
            assertEquals(2005, kind.last());
            assertEquals(2, kind.runs().size());
            assertEquals(5, history.server("weather").runs().get(1).run().id().length());
        }
    }

    /** Lines that are nearly those of a known kind are what the fast way could get wrong. */
    @Test
    void whatIsKnownByItsBytesIsWhatTheReaderWouldHaveRead() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 60; round++) {
            List<String> lines = new ArrayList<>();
            List<Event> kinds = kinds();
            for (int i = 1; i <= 300; i++) {
                Event kind = kinds.get(random.nextInt(kinds.size()));
                String line = EventWriter.line(at(kind, "run-" + random.nextInt(3), i)).strip();
                lines.add(random.nextInt(3) == 0 ? mutated(line, random) : line);
            }
            assertEquals(slowly(lines), quickly(lines));
        }
    }

    @Test
    void aNumberThatIsNoneOfJsonOrOfOursIsLeftToTheReader() {
        Event event = kinds().get(0);
        for (String count :
                List.of("01", "-1", "1.5", "1e3", "9".repeat(19), "", "\"1\"", "null")) {
            Repeats repeats = learnt(event);
            byte[] line =
                    bytes(
                            EventWriter.line(at(event, "run-0", 9))
                                    .replace("\"count\":3", "\"count\":" + count));
            assertFalse(repeats.count(line, 0, line.length), count);
        }
    }

    @Test
    void aLineWhoseHolesAreNotWhereTheReaderLooksIsNeverLearnt() {
        Event event = kinds().get(0);
        // Valid JSON, but its first "count" is another's; the last of two is the one that counts.
        List<String> lines =
                List.of(
                        EventWriter.line(event)
                                .replace("\"count\":3", "\"x\":{\"a\":1,\"count\":3}"),
                        EventWriter.line(event)
                                .replace("\"count\":3", "\"count\":3,\"x\":1,\"count\":3"),
                        EventWriter.line(event)
                                .replace(
                                        "\"start_time\"",
                                        "\"x\":{\"a\":1,\"start_time\":7},\"start_time\""));
        for (String text : lines) {
            EventReader reader = new EventReader();
            Repeats repeats = new Repeats(reader);
            ServerHistory server = new History().of("weather");
            byte[] line = bytes(text);
            for (int i = 0; i < 4; i++) {
                assertFalse(repeats.count(line, 0, line.length), text);
                Event read = (Event) reader.read(line, 0, line.length);
                repeats.remember(line, 0, line.length, read, server, server.add(read));
            }
        }
    }

    private static Repeats learnt(Event event) {
        EventReader reader = new EventReader();
        Repeats repeats = new Repeats(reader);
        ServerHistory server = new History().of("weather");
        byte[] line = bytes(EventWriter.line(event));
        for (int i = 0; i < 2; i++) {
            repeats.count(line, 0, line.length);
            Event read = (Event) reader.read(line, 0, line.length);
            repeats.remember(line, 0, line.length, read, server, server.add(read));
        }
        assertTrue(repeats.count(line, 0, line.length));
        return repeats;
    }

    private static String slowly(List<String> lines) {
        History history = new History();
        EventReader reader = new EventReader();
        long unreadable = 0;
        for (String line : lines) {
            Object read = reader.read(line);
            if (read instanceof Event event) {
                history.add(event);
            } else if (read instanceof RunEvent run) {
                history.add(run);
            } else if (!line.isBlank()) {
                unreadable++;
            }
        }
        return told(history) + unreadable;
    }

    private String quickly(List<String> lines) throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.write(file, lines);
        History history = History.read(List.of(file), complaint -> {}, Progress.NONE);
        return told(history) + history.unreadable();
    }

    private static String told(History history) {
        StringBuilder told = new StringBuilder();
        for (ServerHistory server : history.servers()) {
            told.append(server.server()).append('\n');
            for (PastRun run : server.runs()) {
                told.append(run.run()).append(run.missing()).append(' ').append(run.began());
                told.append(' ').append(run.ended()).append('\n');
            }
            for (Kind kind : server.kinds()) {
                told.append(kind.activity()).append(kind.target()).append(kind.outcome());
                told.append(kind.calls()).append(kind.caller()).append(kind.addresses());
                told.append(kind.count()).append(' ').append(kind.first()).append(' ');
                told.append(kind.last()).append(kind.runs().stream().boxed().toList());
                told.append(kind.timeline()).append('\n');
            }
        }
        return told.toString();
    }

    private static String mutated(String line, Random random) {
        int at = random.nextInt(line.length());
        return switch (random.nextInt(6)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(0, at) + line.substring(Math.min(line.length(), at + 1));
            case 2 ->
                    line.substring(0, at) + (char) (' ' + random.nextInt(95)) + line.substring(at);
            case 3 -> line.replaceFirst("\"count\":\\d+", "\"count\":" + random.nextInt(2000));
            case 4 ->
                    line.replaceFirst(
                            "\"tool_requests\":\\[[^]]*", "\"tool_requests\":[" + odd(random));
            default -> line.replaceFirst("\"sequence\":\\d+", "\"sequence\":" + odd(random));
        };
    }

    private static String odd(Random random) {
        List<String> odd =
                List.of(
                        "\"a]b\"",
                        "\"1\",",
                        "\"1\" ,\"2\"",
                        "[\"1\"]",
                        "\"\\\"\"",
                        "007",
                        "{}",
                        "\"x\",\"y\"");
        return odd.get(random.nextInt(odd.size()));
    }

    private static List<Event> kinds() {
        ToolCalls exact = new ToolCalls(Certainty.EXACT, List.of("search"), List.of("17"));
        ToolCalls oneOf = new ToolCalls(Certainty.ONE_OF, List.of("a", "b"), List.of("1", "2"));
        List<Event> kinds = new ArrayList<>();
        for (Outcome outcome : List.of(ALLOWED, DENIED)) {
            for (Origin origin :
                    List.of(
                            Origin.UNKNOWN,
                            new Origin(ToolCalls.NONE, null),
                            new Origin(exact, CALLER),
                            new Origin(exact, CALLER, TRACE),
                            new Origin(oneOf, CALLER))) {
                for (Map.Entry<Activity, Target> target : TARGETS) {
                    kinds.add(
                            new Event(
                                    new Run("weather", "run-0", 77, "0.1.0"),
                                    1,
                                    target.getKey(),
                                    target.getValue(),
                                    outcome,
                                    origin,
                                    1001,
                                    2001,
                                    3));
                }
            }
        }
        return kinds;
    }

    private static Event at(Event event, String run, long number) {
        ToolCalls calls = event.origin().calls();
        ToolCalls requested =
                calls.requests().isEmpty()
                        ? calls
                        : new ToolCalls(
                                calls.certainty(), calls.names(), List.of("" + number * 31));
        return new Event(
                new Run("weather", run, 100 + run.length(), "0.1.0"),
                number,
                event.activity(),
                event.target(),
                event.outcome(),
                new Origin(requested, event.origin().caller(), event.origin().trace()),
                1000 + number,
                2000 + number,
                3);
    }

    private static byte[] bytes(String line) {
        return line.strip().getBytes(StandardCharsets.US_ASCII);
    }
}
