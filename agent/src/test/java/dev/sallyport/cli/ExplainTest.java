package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private static final Path VECTORS =
            Path.of("..", "policy-model", "src", "test", "resources", "matching.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    @TestFactory
    List<DynamicTest> everyVectorIsExplainedAsTheAgentDecidesIt() throws IOException {
        JsonNode vectors = JSON.readTree(Files.readString(VECTORS));
        for (Map.Entry<String, JsonNode> policy : vectors.get("policies").properties()) {
            Files.writeString(
                    folder.resolve(policy.getKey() + ".json"), policy.getValue().toString());
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : vectors.get("cases")) {
            // A listening port is a running process's; the tool has no option that claims one.
            if (!vector.has("self")) {
                tests.add(
                        DynamicTest.dynamicTest(
                                vector.get("note").asText(), () -> explains(vector)));
            }
        }
        assertTrue(tests.size() > 100, "vectors: " + tests.size());
        return tests;
    }

    private static void explains(JsonNode vector) throws IOException {
        Tool tool = Tool.run(arguments(vector).toArray(String[]::new));
        assertEquals("", tool.err());
        JsonNode answer = JSON.readTree(tool.out());
        assertEquals(vector.get("verdict"), answer.get("verdict"));
        assertEquals(vector.get("reason"), answer.get("reason"));
        assertEquals(vector.get("verdict").asText().equals("allow") ? 0 : 1, tool.code());
    }

    private static List<String> arguments(JsonNode vector) {
        List<String> arguments = new ArrayList<>(List.of("explain", "--json", "--policy"));
        arguments.add(folder.resolve(vector.get("policy").asText() + ".json").toString());
        JsonNode connect = vector.get("connect");
        if (connect != null) {
            arguments.add("--connect");
            String address = connect.get("address").asText();
            String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
            arguments.add(host + ":" + connect.get("port").asInt());
            arguments.add("--transport=" + connect.get("transport").asText());
            if (connect.has("named")) {
                arguments.add("--named=" + connect.get("named").asText());
            }
            for (JsonNode tool : connect.path("tools")) {
                arguments.add("--tool=" + tool.asText());
            }
        }
        one(arguments, vector, "lookup", "--lookup");
        one(arguments, vector, "reverse", "--reverse");
        one(arguments, vector, "unix", "--unix");
        one(arguments, vector, "process", "--process");
        one(arguments, vector, "nativeLibrary", "--native-library");
        for (Map.Entry<String, JsonNode> answer : vector.path("resolved").properties()) {
            List<String> addresses = new ArrayList<>();
            answer.getValue().forEach(a -> addresses.add(a.asText()));
            arguments.add("--resolved");
            arguments.add(answer.getKey() + "=" + String.join(",", addresses));
        }
        return arguments;
    }

    private static void one(List<String> arguments, JsonNode vector, String key, String option) {
        if (vector.has(key)) {
            arguments.add(option);
            arguments.add(vector.get(key).asText());
        }
    }

    @Test
    void theAnswerForPeopleNamesVerdictReasonAndRule() throws IOException {
        Path policy = folder.resolve("people.json");
        Files.writeString(
                policy,
                "{\"version\":1,\"server\":\"s\",\"allow\":[{\"id\":\"nws\",\"host\":"
                        + "\"api.weather.gov\",\"ports\":[443],\"expires\":\"2020-01-01\"}]}");
        Tool allowed = Tool.run("explain", "--policy", policy.toString(), "--lookup", "localhost");
        assertEquals("allow (builtin:localhost)", allowed.out().strip());
        Tool denied =
                Tool.run(
                        "explain",
                        "--policy",
                        policy.toString(),
                        "--connect",
                        "203.0.113.1:443",
                        "--resolved",
                        "api.weather.gov=203.0.113.1");
        assertEquals(
                List.of("deny (expired)", "nearest: rule:nws", "action:  block"),
                denied.out().lines().toList());
    }

    @Test
    void theCallerIsGivenByItsCoordinatesOrItsJarsNameOrBoth() throws IOException {
        Path policy = folder.resolve("callers.json");
        Files.writeString(
                policy,
                "{\"version\":1,\"server\":\"s\",\"allow\":[{\"unix\":\"/a\",\"callers\":"
                        + "[\"com.acme:geo\",\"okhttp-*.jar\"]}]}");
        String[] deny = {"deny (caller-not-allowed)", "nearest: rule:allow[0]"};
        assertEquals(List.of(deny), explained(policy).subList(0, 2));
        assertEquals(List.of(deny), explained(policy, "unknown").subList(0, 2));
        assertEquals(List.of(deny), explained(policy, "com.acme:geo-2").subList(0, 2));
        assertEquals("allow (rule:allow[0])", explained(policy, "com.acme:geo:1.0").get(0));
        assertEquals("allow (rule:allow[0])", explained(policy, "a:b", "okhttp-5.jar").get(0));
        unusable("neither", "--policy", policy.toString(), "--unix", "/a", "--caller", "geo");
    }

    private static List<String> explained(Path policy, String... callers) {
        List<String> arguments =
                new ArrayList<>(List.of("explain", "--policy", policy.toString(), "--unix", "/a"));
        for (String caller : callers) {
            arguments.add("--caller=" + caller);
        }
        return Tool.run(arguments.toArray(String[]::new)).out().lines().toList();
    }

    @Test
    void unusableInputIsSaidAndExitsWithTwo() throws IOException {
        Path policy = folder.resolve("fine.json");
        Files.writeString(policy, "{\"version\":1,\"server\":\"s\"}");
        String file = policy.toString();
        unusable("no port", "--policy", file, "--connect", "203.0.113.1");
        unusable("no IP address", "--policy", file, "--connect", "evil.example:443");
        unusable("no port", "--policy", file, "--connect", "203.0.113.1:65536");
        unusable("no port", "--policy", file, "--connect", "203.0.113.1:x");
        unusable("--transport", "--policy", file, "--connect", "203.0.113.1:1", "--transport=x");
        unusable("--resolved", "--policy", file, "--lookup", "a.example", "--resolved", "a=b");
        unusable("Missing required", "--policy", file);
        unusable("no such file", "--policy", file + ".none", "--lookup", "a.example");
        Files.writeString(policy, "{");
        unusable("ends too early", "--policy", file, "--lookup", "a.example");
    }

    private static void unusable(String message, String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        Tool tool = Tool.run(all.toArray(String[]::new));
        assertEquals(2, tool.code(), tool.err());
        assertEquals("", tool.out());
        assertTrue(tool.err().contains(message), tool.err());
    }
}
