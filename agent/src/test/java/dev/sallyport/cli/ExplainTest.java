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
    private static final Path VECTORS = Path.of("..", "policy-model", "src", "test", "resources");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    @TestFactory
    List<DynamicTest> everyVectorIsExplainedAsTheAgentDecidesIt() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("matching.json", "requests.json")) {
            JsonNode vectors = JSON.readTree(Files.readString(VECTORS.resolve(file)));
            for (Map.Entry<String, JsonNode> policy : vectors.get("policies").properties()) {
                Files.writeString(
                        folder.resolve(policy.getKey() + ".json"), policy.getValue().toString());
            }
            for (JsonNode vector : vectors.get("cases")) {
                if (canBeGiven(vector)) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    vector.get("note").asText(), () -> explains(vector)));
                }
            }
        }
        assertTrue(tests.size() > 200, "vectors: " + tests.size());
        return tests;
    }

    /**
     * A listening port is a running process's, and so is what a hook could not tell; the tool has
     * no option for either.
     */
    private static boolean canBeGiven(JsonNode vector) {
        JsonNode request = vector.path("request");
        boolean whole =
                request.isMissingNode()
                        || (!request.path("host").asText("").isEmpty()
                                && request.get("host").asText().indexOf('@') < 0
                                && request.get("port").asInt() > 0
                                && request.get("method").isTextual()
                                && request.get("path").isTextual());
        return whole
                && !vector.has("self")
                && !vector.has("onUnix")
                && !vector.path("tools").isNull()
                && !vector.get("policy").asText().equals("learning");
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
        JsonNode connect = vector.has("on") ? vector.get("on") : vector.get("connect");
        JsonNode target = vector.has("tunnel") ? vector.get("tunnel") : vector.get("target");
        if (target != null) {
            arguments.add("--proxy-target");
            arguments.add(target.get("host").asText() + ":" + target.get("port").asInt());
        }
        if (vector.has("request")) {
            JsonNode request = vector.get("request");
            arguments.add("--request");
            arguments.add(
                    request.get("method").asText()
                            + " https://"
                            + request.get("host").asText()
                            + (request.get("port").asInt() == 443
                                    ? ""
                                    : ":" + request.get("port").asInt())
                            + request.get("path").asText());
        }
        one(arguments, vector, "serverName", "--server-name");
        for (JsonNode tool : vector.path("tools")) {
            arguments.add("--tool=" + tool.asText());
        }
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
    void aRequestAloneGoesToTheAddressThatItsHostWasResolvedTo() throws IOException {
        Path policy = folder.resolve("requests.json");
        Files.writeString(
                policy,
                "{\"version\":1,\"server\":\"s\",\"allow\":[{\"host\":\"a.example\",\"ports\":"
                        + "[8443],\"methods\":[\"GET\"],\"paths\":[\"/in/**\"]}]}");
        assertEquals("allow (rule:allow[0])", requested(policy, "GET https://a.example:8443/in"));
        assertEquals(
                "deny (request-not-allowed)", requested(policy, "PUT https://a.example:8443/in"));
        assertEquals(
                "deny (request-not-allowed)",
                requested(policy, "GET https://a.example:8443/in/../x?/in"));
        assertEquals("deny (not-listed)", requested(policy, "GET https://a.example/in"));
    }

    private static String requested(Path policy, String request) {
        Tool tool =
                Tool.run(
                        "explain",
                        "--policy",
                        policy.toString(),
                        "--request",
                        request,
                        "--resolved",
                        "a.example=203.0.113.1");
        return tool.out().lines().findFirst().orElse(tool.err());
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
        unusable("Give an attempt", "--policy", file);
        unusable("go with --connect", "--policy", file, "--lookup", "a", "--server-name", "a");
        unusable("add --resolved", "--policy", file, "--request", "GET https://a.example/");
        unusable("no request", "--policy", file, "--request", "https://a.example/");
        unusable("neither http", "--policy", file, "--request", "GET ftp://a.example/");
        unusable("no user", "--policy", file, "--request", "GET https://a@b.example/");
        unusable("no port", "--policy", file, "--proxy-target", "a.example");
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
