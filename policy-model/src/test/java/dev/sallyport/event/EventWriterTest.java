package dev.sallyport.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.policy.OnViolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private static final Run RUN = new Run("weather", "run-1", 4711, "0.1.0");
    private static final Outcome DENIED =
            new Outcome(false, "not-listed", "rule:nws", OnViolation.BLOCK, false, "v0a1b2c");

    private static final Origin ORIGIN =
            new Origin(
                    new ToolCalls(Certainty.ONE_OF, List.of("s", "t"), List.of("16", "17")),
                    new Caller(
                            "lambda",
                            "com.acme.Telemetry",
                            "send",
                            42,
                            new Library("geo-1.3.jar", "com.acme:geo:1.3", "0a1b"),
                            new Library("okhttp.jar", null, null),
                            true,
                            List.of("com.acme.Telemetry.send:42")));

    /** The required attributes of every class that we write, ocsf 1.5.0. */
    private static final List<String> REQUIRED =
            List.of(
                    "activity_id",
                    "category_uid",
                    "class_uid",
                    "metadata",
                    "severity_id",
                    "time",
                    "type_uid");

    @Test
    void everyActivityIsReadBackAsItWasWritten() {
        List<Event> events =
                List.of(
                        event(
                                Activity.CONNECT,
                                Target.host("a.example", "look-up", "::1", 1, "udp")),
                        event(Activity.LOOKUP, Target.name("a.example")),
                        event(Activity.REVERSE_LOOKUP, Target.address("192.0.2.1")),
                        event(Activity.UNIX_CONNECT, Target.path("/run/app.sock")),
                        event(Activity.PROCESS, Target.program("/usr/bin/git", "log -1")),
                        event(Activity.NATIVE_LIBRARY, Target.module("/tmp/libx.so", "0a1b")),
                        event(Activity.AGENT, Target.module("/tmp/agent.jar", null)),
                        event(Activity.TAMPERING, Target.path("/home/me/weather.json")));
        for (Event event : events) {
            assertEquals(event, new EventReader().read(EventWriter.line(event)));
        }
    }

    @Test
    void aCallerThatNobodyFoundIsReadBackWithWhatConnectedForIt() {
        Library netty = new Library("netty-common-4.2.jar", "io.netty:netty-common:4.2", null);
        Caller unknown = new Caller(null, null, null, 0, null, netty, false, List.of("a.B.c:1"));
        Event known = event(Activity.LOOKUP, Target.name("a.example"));
        Event event =
                new Event(
                        known.run(),
                        known.sequence(),
                        known.activity(),
                        known.target(),
                        known.outcome(),
                        new Origin(ToolCalls.NONE, unknown),
                        known.first(),
                        known.last(),
                        known.count());
        assertEquals(event, new EventReader().read(EventWriter.line(event)));
    }

    @Test
    void everyLineHasWhatOcsfRequiresAndItsIdsAgree() throws JsonProcessingException {
        for (Activity activity : Activity.values()) {
            String line =
                    activity.isOfRun()
                            ? EventWriter.line(new RunEvent(RUN, 1, activity, 5, Map.of()))
                            : EventWriter.line(event(activity, target(activity)));
            JsonNode json = new ObjectMapper().readTree(line);
            for (String key : REQUIRED) {
                assertTrue(json.has(key), activity + " lacks " + key);
            }
            assertEquals(
                    json.get("class_uid").asInt() * 100 + json.get("activity_id").asInt(),
                    json.get("type_uid").asInt());
            assertEquals(json.get("class_uid").asInt() / 1000, json.get("category_uid").asInt());
            assertEquals("1.5.0", json.at("/metadata/version").asText());
            assertEquals("Sallyport", json.at("/metadata/product/name").asText());
        }
    }

    @Test
    void whatWasDecidedAndWhatWasDoneAreTwoThings() throws JsonProcessingException {
        assertEquals(List.of(2, 2), done(OnViolation.BLOCK, false));
        assertEquals(List.of(3, 15), done(OnViolation.REPORT, false));
        assertEquals(List.of(3, 17), done(OnViolation.LOG, false));
        assertEquals(List.of(2, 2), done(OnViolation.BLOCK, true));
    }

    private static List<Integer> done(OnViolation action, boolean quiet)
            throws JsonProcessingException {
        Outcome outcome = new Outcome(false, "not-listed", null, action, quiet, "v0a1b2c");
        Event event =
                new Event(
                        RUN,
                        1,
                        Activity.LOOKUP,
                        Target.name("a"),
                        outcome,
                        Origin.UNKNOWN,
                        1,
                        1,
                        1);
        JsonNode json = new ObjectMapper().readTree(EventWriter.line(event));
        assertEquals("deny", json.at("/unmapped/verdict").asText());
        assertEquals(outcome.isViolation(), json.get("is_alert").asBoolean());
        return List.of(json.get("action_id").asInt(), json.get("disposition_id").asInt());
    }

    @Test
    void noTextCanBreakTheLine() throws JsonProcessingException {
        String hostile = "a\"\\\n\r\u0000\u001b\u2028\ud800b\u00fc\ud83d\ude00";
        Event event =
                new Event(
                        RUN,
                        1,
                        Activity.LOOKUP,
                        Target.name(hostile),
                        DENIED,
                        new Origin(
                                new ToolCalls(Certainty.EXACT, List.of(hostile), List.of()), null),
                        1,
                        1,
                        1);
        String line = EventWriter.line(event);
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertTrue(line.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), line);
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals(hostile, json.at("/query/hostname").asText());
        assertEquals(event, new EventReader().read(line));
    }

    @Test
    void aRunsFactsKeepTheirTypes() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mode", "hold");
        facts.put("hooks", 11L);
        facts.put("trusted", true);
        facts.put("policy", null);
        RunEvent written = new RunEvent(RUN, 1, Activity.START, 5, facts);
        RunEvent read = (RunEvent) new EventReader().read(EventWriter.line(written));
        assertEquals("hold", read.facts().get("mode"));
        assertEquals(11L, read.facts().get("hooks"));
        assertEquals(true, read.facts().get("trusted"));
        assertNull(read.facts().get("policy"));
    }

    @Test
    void whatIsNoEventOfOursIsNull() {
        EventReader reader = new EventReader();
        String line = EventWriter.line(event(Activity.LOOKUP, Target.name("a")));
        for (int cut = 0; cut < line.length() - 1; cut++) {
            assertNull(reader.read(line.substring(0, cut)), "cut at " + cut);
        }
        assertNull(reader.read("[]"));
        assertNull(reader.read("{}"));
        assertNull(reader.read(line + line));
        assertNull(reader.read(line.replace("\"Sallyport\"", "\"Other\"")));
    }

    private static Target target(Activity activity) {
        return switch (activity) {
            case LOOKUP -> Target.name("a.example");
            case REVERSE_LOOKUP -> Target.address("192.0.2.1");
            case CONNECT -> Target.host("a.example", "look-up", "192.0.2.1", 443, "tcp");
            default -> Target.path("/x/y");
        };
    }

    private static Event event(Activity activity, Target target) {
        return new Event(RUN, 7, activity, target, DENIED, ORIGIN, 1, 2, 3);
    }
}
