package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The design's semantics, made concrete in matching.json: all of it, read as data. */
class MatchingVectorsTest {
    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream in = MatchingVectorsTest.class.getResourceAsStream("/matching.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theFileHoldsCasesOfEveryKind() {
        assertTrue(VECTORS.get("cases").size() >= 100, "cases");
        assertTrue(VECTORS.get("invalid").size() >= 40, "invalid texts");
        for (String kind :
                new String[] {"connect", "lookup", "reverse", "unix", "process", "nativeLibrary"}) {
            assertTrue(VECTORS.get("cases").findValue(kind) != null, kind);
        }
    }

    @TestFactory
    List<DynamicTest> everyAttemptIsDecidedAsTheVectorSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("cases")) {
            String name = tests.size() + " " + vector.get("note").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> decide(vector)));
        }
        assertTrue(!tests.isEmpty());
        return tests;
    }

    private static void decide(JsonNode vector) throws Exception {
        String policyName = vector.get("policy").asText();
        JsonNode text = VECTORS.get("policies").get(policyName);
        Policy policy =
                PolicyReader.read(policyName, text.toString().getBytes(StandardCharsets.UTF_8));
        Facts facts = facts(vector);
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();

        Provenance provenance = Provenance.ofTools(tools(vector));
        Verdict verdict = policy.decide(destination(vector), provenance, today, facts, facts);

        assertAll(
                () -> assertEquals(vector.get("reason").asText(), verdict.reason()),
                () ->
                        assertEquals(
                                vector.get("verdict").asText(),
                                verdict.allowed() ? "allow" : "deny"));
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
        for (JsonNode tool : vector.path("connect").path("tools")) {
            tools.add(tool.asText());
        }
        return tools;
    }

    private static Destination destination(JsonNode vector) {
        JsonNode connect = vector.get("connect");
        if (connect != null) {
            return new Destination.Connection(
                    Address.parse(connect.get("address").asText()),
                    connect.get("port").asInt(),
                    Transport.ofWire(connect.get("transport").asText()),
                    connect.path("named").asText(null));
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

    @TestFactory
    List<DynamicTest> everyInvalidTextIsRefusedForTheKeyThatTheVectorNames() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("invalid")) {
            String name = tests.size() + " " + vector.get("note").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> refuse(vector)));
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
