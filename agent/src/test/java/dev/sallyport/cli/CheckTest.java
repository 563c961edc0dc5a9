package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir Path folder;

    @Test
    void everyErrorIsToldWithItsPlaceAndKey() throws IOException {
        Path policy = folder.resolve("weather.policy.json");
        Files.writeString(
                policy,
                """
                {"version": 1, "servr": "weather",
                 "allow": [{"host": "a.example", "ports": [65536]},
                           {"cidr": "192.0.2.1/24", "ports": [443]}]}
                """);
        Tool tool = Tool.run("check", policy.toString());
        assertEquals(2, tool.code());
        assertEquals("", tool.out());
        List<String> errors = tool.err().lines().toList();
        assertEquals(4, errors.size(), tool.err());
        assertTrue(errors.get(1).contains(policy + ":1:16: servr: unknown key; did you mean"));
        assertTrue(errors.get(2).contains(":2:44: allow[0].ports[0]: 65536 is no port"));
        assertTrue(errors.get(3).contains("allow[1].cidr: "));
    }

    @Test
    void aValidPolicyIsSummedUpInOneLine() throws IOException {
        Path policy = folder.resolve("p.json");
        Files.writeString(policy, "{\"version\":1,\"server\":\"s\",\"allow\":[\"a.example:443\"]}");
        Tool tool = Tool.run("check", policy.toString());
        assertEquals(0, tool.code());
        assertEquals(
                policy + ": valid: server s, 1 allow, 0 deny, on violation block",
                tool.out().strip());
    }

    @Test
    void aFileThatIsNotThereIsUnusable() {
        Tool tool = Tool.run("check", folder.resolve("none.json").toString());
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("no such file"), tool.err());
    }

    @Test
    void theSchemaThatEditorsUseIsPrinted() throws IOException {
        Tool tool = Tool.run("schema");
        assertEquals(0, tool.code());
        assertEquals(
                "https://sallyport.dev/policy.schema.json",
                new ObjectMapper().readTree(tool.out()).get("$id").asText());
    }
}
