package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The design's semantics, made concrete in matching.json, and in requests.json for what is spoken
 * on connections: all of it, read as data.
 */
class MatchingVectorsTest {
    private static final List<JsonNode> FILES =
            List.of(read("/matching.json"), read("/requests.json"));

    private static JsonNode read(String file) {
        try (InputStream in = MatchingVectorsTest.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theFilesHoldCasesOfEveryKind() {
        assertTrue(FILES.get(0).get("cases").size() >= 100, "cases");
        assertTrue(FILES.get(0).get("invalid").size() >= 40, "invalid texts");
        for (String kind :
                new String[] {"connect", "lookup", "reverse", "unix", "process", "nativeLibrary"}) {
            assertTrue(FILES.get(0).get("cases").findValue(kind) != null, kind);
        }
        assertTrue(FILES.get(1).get("cases").size() >= 100, "cases of requests");
        for (String kind : new String[] {"request", "serverName", "target", "tunnel", "onUnix"}) {
            assertTrue(FILES.get(1).get("cases").findValue(kind) != null, kind);
        }
    }

    @TestFactory
    List<DynamicTest> everyAttemptIsDecidedAsTheVectorSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode file : FILES) {
            for (JsonNode vector : file.get("cases")) {
                String name = tests.size() + " " + vector.get("note").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> decide(file, vector)));
            }
        }
        assertTrue(!tests.isEmpty());
        return tests;
    }

    private static void decide(JsonNode file, JsonNode vector) throws Exception {
        Policy policy = policy(file, vector.get("policy").asText());
        Facts facts = facts(vector);
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();

        boolean unknown = vector.has("tools") && vector.get("tools").isNull();
        Provenance provenance = unknown ? null : Provenance.ofTools(tools(vector));
        Verdict verdict = policy.decide(destination(vector), provenance, today, facts, facts);

        assertAll(
                () -> assertEquals(vector.get("reason").asText(), verdict.reason()),
                () ->
                        assertEquals(
                                vector.get("verdict").asText(),
                                verdict.allowed() ? "allow" : "deny"),
                () ->
                        assertEquals(
                                vector.path("onViolation").asText(onViolation(verdict)),
                                onViolation(verdict)));
    }

    private static String onViolation(Verdict verdict) {
        return verdict.onViolation() == null ? "" : verdict.onViolation().wire();
    }

    private static Policy policy(JsonNode file, String name) throws PolicyException {
        if (name.equals("learning")) {
            return Policy.learning(name);
        }
        String text = file.get("policies").get(name).toString();
        return PolicyReader.read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Facts facts(JsonNode vector) {
        Facts facts = new Facts();
        vector.path("resolved")
                .properties()
                .forEach(
                        entry -> {
                            for (JsonNode address : entry.getValue()) {
                                facts.resolved(entry.getKey(), address.asText());
                            }
                        });
        for (JsonNode address : vector.path("self").path("addresses")) {
            facts.ownAddress(address.asText());
        }
        for (JsonNode port : vector.path("self").path("listening")) {
            facts.listening(port.asInt());
        }
        return facts;
    }

    private static List<String> tools(JsonNode vector) {
        List<String> tools = new ArrayList<>();
        JsonNode connect = vector.path("connect");
        for (JsonNode tool : connect.has("tools") ? connect.get("tools") : vector.path("tools")) {
            tools.add(tool.asText());
        }
        return tools;
    }

    private static Destination destination(JsonNode vector) {
        JsonNode connect = vector.get("connect");
        if (connect != null) {
            return connection(connect);
        }
        if (vector.has("target")) {
            return target(vector.get("target"));
        }
        JsonNode request = vector.get("request");
        if (request != null) {
            return new Destination.Request(
                    opened(vector),
                    request.get("host").textValue(),
                    request.get("port").asInt(),
                    request.get("method").textValue(),
                    request.get("path").textValue());
        }
        if (vector.has("serverName")) {
            return new Destination.ServerName(opened(vector), vector.get("serverName").asText());
        }
        if (vector.has("lookup")) {
            return new Destination.Lookup(vector.get("lookup").asText());
        }
        if (vector.has("reverse")) {
            return new Destination.ReverseLookup(Address.parse(vector.get("reverse").asText()));
        }
        if (vector.has("unix")) {
            return new Destination.UnixSocket(vector.get("unix").asText());
        }
        if (vector.has("process")) {
            return new Destination.Program(vector.get("process").asText(), null);
        }
        return new Destination.NativeLibrary(vector.get("nativeLibrary").asText(), null);
    }

    private static Destination opened(JsonNode vector) {
        if (vector.has("onUnix")) {
            return new Destination.UnixSocket(vector.get("onUnix").asText());
        }
        return vector.has("tunnel") ? target(vector.get("tunnel")) : connection(vector.get("on"));
    }

    private static Destination connection(JsonNode connect) {
        return new Destination.Connection(
                Address.parse(connect.get("address").asText()),
                connect.get("port").asInt(),
                Transport.ofWire(connect.get("transport").asText()),
                connect.path("named").asText(null));
    }

    private static Destination target(JsonNode target) {
        return new Destination.ProxyTarget(target.get("host").asText(), target.get("port").asInt());
    }

    @TestFactory
    List<DynamicTest> everyPathHasTheSpellingThatTheVectorSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : FILES.get(1).get("normal")) {
            String path = vector.get("path").asText();
            String normal = vector.get("normal").textValue();
            String name = tests.size() + " " + TextMutator.shown(path);
            tests.add(
                    DynamicTest.dynamicTest(
                            name, () -> assertEquals(normal, RequestPath.normal(path))));
        }
        assertTrue(tests.size() >= 50);
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyPatternMeetsThePathsThatTheVectorSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : FILES.get(1).get("patterns")) {
            String text = vector.get("pattern").asText();
            tests.add(DynamicTest.dynamicTest(text, () -> match(text, vector)));
        }
        assertTrue(!tests.isEmpty());
        return tests;
    }

    private static void match(String text, JsonNode vector) {
        RequestPattern pattern = RequestPattern.parse(text);
        for (JsonNode path : vector.get("meets")) {
            assertTrue(pattern.matches(path.asText()), path::asText);
        }
        for (JsonNode path : vector.get("misses")) {
            assertFalse(pattern.matches(path.asText()), path::asText);
        }
    }

    @TestFactory
    List<DynamicTest> everyInvalidTextIsRefusedForTheKeyThatTheVectorNames() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode file : FILES) {
            for (JsonNode vector : file.get("invalid")) {
                String name = tests.size() + " " + vector.get("note").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> refuse(vector)));
            }
        }
        assertTrue(!tests.isEmpty());
        return tests;
    }

    private static void refuse(JsonNode vector) {
        byte[] text = vector.get("text").asText().getBytes(StandardCharsets.UTF_8);

        PolicyException refused =
                assertThrows(PolicyException.class, () -> PolicyReader.read("file", text));

        List<String> keys = new ArrayList<>();
        for (PolicyError error : refused.errors()) {
            keys.add(error.keyPath());
            assertTrue(error.line() >= 1 && error.column() >= 1, error.toString());
        }
        assertEquals(List.of(vector.get("key").asText()), keys, refused.getMessage());
    }
}
