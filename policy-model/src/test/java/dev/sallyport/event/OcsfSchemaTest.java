package dev.sallyport.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every line is what OCSF 1.5.0 says such a line is, and is read back as it was written. */
class OcsfSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema OCSF =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(read("/ocsf/ocsf-1.5.0.schema.json"), InputFormat.JSON);
    private static final String SHA256 = "0a1b".repeat(16);

    @Test
    void everyKindOfAttemptInEveryOutcomeWithAndWithoutItsOptionalParts() throws Exception {
        Set<Activity> seen = new HashSet<>();
        int lines = 0;
        for (Run run : runs()) {
            for (Outcome outcome : outcomes()) {
                for (Origin origin : origins()) {
                    for (Map.Entry<Target, Activity> entry : targets().entrySet()) {
                        Event event =
                                new Event(
                                        run,
                                        ++lines,
                                        entry.getValue(),
                                        entry.getKey(),
                                        outcome,
                                        origin,
                                        1,
                                        2,
                                        3);
                        String line = EventWriter.line(event);
                        assertValid(line);
                        assertEquals(event, new EventReader().read(line));
                        seen.add(event.activity());
                    }
                }
            }
        }
        for (Activity activity : Activity.values()) {
            assertEquals(!activity.isOfRun(), seen.contains(activity), activity.name());
        }
        assertTrue(lines > 1_000, "lines: " + lines);
    }

    @Test
    void everyEventOfARun() throws Exception {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("hooks", 11L);
        facts.put("trusted", true);
        facts.put("policy", null);
        Map<String, Object> warning = Map.of(RunEvent.WARNING, RunEvent.NAME_DIFFERS);
        for (Run run : runs()) {
            for (Activity activity : Activity.values()) {
                for (Map<String, Object> given :
                        List.of(Map.<String, Object>of(), facts, warning)) {
                    if (activity.isOfRun()) {
                        String line = EventWriter.line(new RunEvent(run, 1, activity, 5, given));
                        assertValid(line);
                        RunEvent read = (RunEvent) new EventReader().read(line);
                        assertEquals(run, read.run());
                    }
                }
            }
        }
    }

    /** What holds everything must notice when something is missing or not what it should be. */
    @Test
    void whatIsMissingMisspeltOrOfAnotherTypeIsNotValid() throws Exception {
        for (Map.Entry<Target, Activity> entry : targets().entrySet()) {
            Event event =
                    new Event(
                            runs().get(0),
                            1,
                            entry.getValue(),
                            entry.getKey(),
                            outcomes().get(0),
                            Origin.UNKNOWN,
                            1,
                            2,
                            3);
            ObjectNode line = (ObjectNode) JSON.readTree(EventWriter.line(event));
            for (String key : names(line)) {
                ObjectNode without = line.deepCopy();
                JsonNode value = without.remove(key);
                boolean optional = key.equals("firewall_rule");
                assertEquals(optional, errors(without).isEmpty(), "without " + key);
                without.set(key + "s", value);
                assertFalse(errors(without).isEmpty(), key + "s");
                ObjectNode list = line.deepCopy();
                list.putArray(key);
                assertFalse(errors(list).isEmpty(), "a list: " + key);
                if (key.endsWith("_id") || key.endsWith("_uid")) {
                    assertFalse(errors(line.deepCopy().put(key, 98)).isEmpty(), key + ": 98");
                }
            }
        }
    }

    @Test
    void aFindingHasAStateAndNoOutcome() throws Exception {
        for (Outcome outcome : outcomes()) {
            Event event =
                    new Event(
                            runs().get(0),
                            1,
                            Activity.TAMPERING,
                            Target.path("/x"),
                            outcome,
                            Origin.UNKNOWN,
                            1,
                            2,
                            3);
            assertEquals("New", JSON.readTree(EventWriter.line(event)).get("status").asText());
        }
    }

    private static List<Run> runs() {
        return List.of(
                new Run("weather", "run-1", 4711, "0.1.0", "laptop.example"),
                new Run("weather", "run-1", -1, "0.1.0"));
    }

    private static List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        for (String rule : Arrays.asList("rule:nws", null)) {
            for (OnViolation done : OnViolation.values()) {
                for (boolean quiet : new boolean[] {false, true}) {
                    for (String like : Arrays.asList("api.weather.gov", null)) {
                        outcomes.add(
                                new Outcome(
                                        false, "not-listed", rule, done, quiet, "v0a1b2c", like));
                    }
                }
            }
            outcomes.add(new Outcome(true, "rule:nws", rule, null, false, null));
        }
        return outcomes;
    }

    private static List<Origin> origins() {
        Library known = new Library("geo-1.3.jar", "com.acme:geo:1.3", SHA256);
        Library folder = new Library("classes", null, null);
        List<Origin> origins = new ArrayList<>();
        origins.add(Origin.UNKNOWN);
        origins.add(new Origin(ToolCalls.NONE, null));
        origins.add(
                new Origin(ToolCalls.NONE, null, new Trace("4bf9".repeat(8), "00f0".repeat(4))));
        for (Certainty certainty : Certainty.values()) {
            ToolCalls calls = new ToolCalls(certainty, List.of("s", "t"), List.of("16"));
            origins.add(new Origin(calls, caller("com.acme.A", known, folder, true)));
            origins.add(new Origin(calls, caller("com.acme.A", folder, null, false)));
            origins.add(new Origin(calls, caller(null, null, known, false)));
        }
        return origins;
    }

    private static Caller caller(String type, Library library, Library via, boolean handedOver) {
        boolean found = type != null;
        return new Caller(
                found ? "lambda" : null,
                type,
                found ? "send" : null,
                found ? 42 : 0,
                library,
                via,
                handedOver,
                found ? List.of("com.acme.A.send:42") : List.of());
    }

    private static Map<Target, Activity> targets() {
        Map<Target, Activity> targets = new LinkedHashMap<>();
        for (String transport : List.of("tcp", "udp", "sctp")) {
            targets.put(
                    Target.host("a.example", "look-up", "192.0.2.1", 443, transport),
                    Activity.CONNECT);
            targets.put(Target.host(null, null, "2001:db8::1", 7, transport), Activity.CONNECT);
        }
        targets.put(Target.host("a_b", "none", "192.0.2.1", 65535, "tcp"), Activity.CONNECT);
        Target host = Target.host("a.example", "look-up", "192.0.2.1", 443, "tcp");
        targets.put(host.withNames(List.of("b.example", "a.example")), Activity.CONNECT);
        targets.put(host.withCompared("sni b.example; opened for a.example"), Activity.CONNECT);
        targets.put(Target.host("a.example", "proxy-target", null, 443, "tcp"), Activity.CONNECT);
        for (String method : Arrays.asList("GET", "POST", "PATCH", "PROPFIND", null)) {
            targets.put(host.withRequest(new HttpRequest(method, "/points")), Activity.REQUEST);
        }
        targets.put(host.withRequest(new HttpRequest("GET", null)), Activity.REQUEST);
        targets.put(Target.host("a.example", "sni", "192.0.2.1", 443, "tcp"), Activity.SERVER_NAME);
        targets.put(Target.name("*.sni.example"), Activity.SERVER_NAME);
        // What stands for all further ones of a group.
        targets.put(Target.name("*.evil.example"), Activity.CONNECT);
        targets.put(Target.path("/run/app.sock"), Activity.UNIX_CONNECT);
        targets.put(Target.path(""), Activity.UNIX_CONNECT);
        targets.put(Target.name("a.example"), Activity.LOOKUP);
        targets.put(Target.name("(others)"), Activity.LOOKUP);
        targets.put(Target.address("2001:db8::1"), Activity.REVERSE_LOOKUP);
        targets.put(Target.program("/usr/bin/git", "log -1"), Activity.PROCESS);
        targets.put(Target.program("git", null), Activity.PROCESS);
        targets.put(Target.module("/tmp/libx.so", SHA256), Activity.NATIVE_LIBRARY);
        targets.put(Target.module("java.lang.foreign", null), Activity.NATIVE_LIBRARY);
        targets.put(Target.module("/tmp/agent.jar", SHA256), Activity.AGENT);
        targets.put(Target.module("w.jar", SHA256), Activity.MAIN_JAR);
        targets.put(Target.module("unknown", null), Activity.MAIN_JAR);
        targets.put(Target.path("/home/me/weather.json"), Activity.TAMPERING);
        return targets;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertValid(String line) throws JsonProcessingException {
        assertEquals(List.of(), errors(JSON.readTree(line)), line);
    }

    private static List<Error> errors(JsonNode line) {
        return OCSF.validate(line);
    }

    private static String read(String resource) {
        try (InputStream in = OcsfSchemaTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
