package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindTest {
    @TempDir Path folder;

    @BeforeEach
    void twoServers() throws IOException {
        Recording.of("weather", "w", 1000, Map.of())
                .connect("api.cdn.example", Recording.SEARCH, Recording.ACME)
                .denied(Activity.LOOKUP, Target.name("a.b.cdn.example"), "v00000a")
                .allowed(Activity.PROCESS, Target.program("/usr/bin/git", ""), ToolCalls.NONE, null)
                .write(folder.resolve("w.jsonl"));
        Recording.of("mail", "m", 2000, Map.of())
                .connect("api.cdn.example", Recording.SEARCH, Recording.ACME)
                .denied(
                        Activity.CONNECT,
                        Target.host(null, null, "192.0.2.7", 25, "tcp"),
                        "v00000b")
                .write(folder.resolve("m.jsonl"));
    }

    @Test
    void everyServerThatWentThereIsShown() {
        Tool tool = find("api.cdn.example");
        assertEquals(1, tool.code(), tool.err());
        List<String> lines = tool.out().lines().toList();
        assertEquals(3, lines.size(), tool.out());
        assertTrue(lines.get(1).startsWith("mail "), tool.out());
        assertTrue(
                lines.get(2)
                        .matches(
                                "weather +allow +api.cdn.example:443 +search +com.acme:acme:1.3"
                                        + " .*"),
                tool.out());
    }

    @Test
    void wildcardsRangesAddressesAndPartsOfPathsAreUnderstood() {
        assertEquals(
                List.of("mail api.cdn.example:443", "weather api.cdn.example:443"),
                found("*.cdn.example"));
        assertEquals(3, found("**.cdn.example").size());
        assertEquals(List.of("mail 192.0.2.7:25"), found("192.0.2.0/24"));
        assertEquals(List.of("mail 192.0.2.7:25"), found("192.0.2.7"));
        assertEquals(List.of("weather /usr/bin/git"), found("/bin/g"));
        assertEquals(List.of("weather /usr/bin/git"), found("git"));
        assertEquals(
                List.of("mail api.cdn.example:443", "weather api.cdn.example:443"),
                found("203.0.113.1"));
    }

    @Test
    void whatIsNowhereIsSaidToBeWithHowMuchWasLookedAt() {
        Tool tool = find("evil.example");
        assertEquals(0, tool.code());
        assertEquals("evil.example: nowhere in 2 runs of 2 servers.", tool.out().strip());
        assertEquals(2, find(" ").code());
    }

    @Test
    void nothingElseCrowdsOutWhatIsAskedFor() throws IOException {
        Recording noise = Recording.of("noise", "n", 500, Map.of());
        for (int i = 0; i < 6000; i++) {
            noise.connect("h" + i + ".example", Recording.SEARCH, Recording.ACME);
        }
        noise.connect("wanted.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("a.jsonl"));
        assertEquals(List.of("noise wanted.example:443"), found("wanted.example"));
    }

    private List<String> found(String host) {
        Tool tool = Tool.run("find", "--json", host, folder.toString());
        try {
            JsonNode found = new ObjectMapper().readTree(tool.out()).get("found");
            return found.findParents("server").stream()
                    .map(f -> f.get("server").asText() + " " + f.get("destination").asText())
                    .toList();
        } catch (IOException noJson) {
            throw new AssertionError(tool.out() + tool.err(), noJson);
        }
    }

    private Tool find(String host) {
        return Tool.run("find", host, folder.toString());
    }
}
