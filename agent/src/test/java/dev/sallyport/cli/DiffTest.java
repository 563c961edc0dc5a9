package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Library;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    private static final Map<String, Object> LEARNING = Map.of("mode", "learn");
    private static final Caller GEO =
            Recording.caller(new Library("geo-2.0.jar", "com.acme:geo:2.0", "0b".repeat(32)));
    private static final ToolCalls ASK =
            new ToolCalls(Certainty.EXACT, List.of("ask"), List.of("18"));

    @TempDir Path folder;

    @Test
    void anUpdateThatTalksToSomeoneNewIsOfHighSeverityWithVersionAndHashOnBothSides()
            throws IOException {
        oldRun().write(folder.resolve("e/1.jsonl"));
        newRun().connect("metrics.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("e/2.jsonl"));
        Tool tool = diff("weather");
        assertEquals(0, tool.code(), tool.err());
        String out = tool.out();
        assertTrue(out.contains("weather: 1 change, new version"), out);
        assertTrue(out.contains("before: 1 run, version 1.2, weather-1.2.jar, SHA-256 aaaa"), out);
        assertTrue(out.contains("after:  1 run, version 1.3, weather-1.3.jar, SHA-256 bbbb"), out);
        assertTrue(out.matches("(?s).*high +new-host +metrics.example:443 +search.*"), out);
        assertEquals(1, diff("weather", "--fail-on", "new-caller,new-host").code());
        assertEquals(0, diff("weather", "--fail-on", "new-caller").code());
    }

    @Test
    void everythingThatCanBeNewIsToldApart() throws IOException {
        oldRun().allowed(Activity.LOOKUP, Target.name("api.example"), ToolCalls.NONE, null)
                .write(folder.resolve("old/1.jsonl"));
        newRun().connect("api.example", Recording.SEARCH, GEO)
                .connect("api.example", ASK, Recording.ACME)
                .connect("api.example", ToolCalls.NONE, Recording.ACME)
                .connect("other.example", ToolCalls.NONE, GEO)
                .allowed(Activity.PROCESS, Target.program("/usr/bin/git", "x"), ASK, null)
                .allowed(Activity.NATIVE_LIBRARY, Target.module("/tmp/x.so", "0c"), ASK, null)
                .allowed(Activity.LOOKUP, Target.name("tunnel.example"), ASK, null)
                .denied(Activity.TAMPERING, Target.path("/home/me/policy.json"), "v000001")
                .write(folder.resolve("new/1.jsonl"));
        JsonNode changes = json("old", "new").at("/servers/0/changes");
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "high new-caller api.example:443",
                                "high new-host other.example:443",
                                "high new-host tunnel.example",
                                "high new-process /usr/bin/git",
                                "high no-tool-call api.example:443",
                                "high no-tool-call other.example:443",
                                "high tampering /home/me/policy.json",
                                "medium new-library /tmp/x.so",
                                "medium new-tool api.example:443")),
                told(changes));
        assertEquals("high", changes.get(0).get("severity").asText());
    }

    @Test
    void whatIsTheSameButForVersionsOfLibrariesAndAddressesIsNothingNew() throws IOException {
        oldRun().allowed(Activity.NATIVE_LIBRARY, Target.module("/tmp/1/x.so", "0c"), ASK, null)
                .write(folder.resolve("old/1.jsonl"));
        Caller updated = Recording.caller(new Library("acme-1.4.jar", "com.acme:acme:1.4", "0d"));
        newRun().connect("api.example", Recording.SEARCH, updated)
                .allowed(
                        Activity.CONNECT,
                        Target.host("api.example", "look-up", "203.0.113.77", 443, "tcp"),
                        Recording.SEARCH,
                        updated)
                .allowed(Activity.LOOKUP, Target.name("api.example"), ToolCalls.NONE, updated)
                .allowed(Activity.NATIVE_LIBRARY, Target.module("/tmp/2/x.so", "0c"), ASK, null)
                .write(folder.resolve("new/1.jsonl"));
        assertEquals(new TreeSet<>(), told(json("old", "new").at("/servers/0/changes")));
    }

    @Test
    void anAddressThatClaimsAKnownNameIsNotThatPlace() throws IOException {
        oldRun().write(folder.resolve("old/1.jsonl"));
        newRun().allowed(
                        Activity.CONNECT,
                        Target.host("api.example", "none", "198.51.100.9", 443, "tcp"),
                        Recording.SEARCH,
                        Recording.ACME)
                .write(folder.resolve("new/1.jsonl"));
        assertEquals(
                new TreeSet<>(List.of("high new-host api.example:443")),
                told(json("old", "new").at("/servers/0/changes")));
    }

    @Test
    void whatIsGoneIsTold() throws IOException {
        oldRun().connect("old.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("old/1.jsonl"));
        newRun().connect("api.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("new/1.jsonl"));
        Tool tool = Tool.run("diff", place("old"), place("new"));
        assertTrue(tool.out().contains("  old.example:443"), tool.out());
        assertFalse(tool.out().contains("  api.example:443"), tool.out());
    }

    @Test
    void aServerThatIsNewAltogetherIsNewInAll() throws IOException {
        oldRun().write(folder.resolve("old/1.jsonl"));
        Recording.of("mail", "m", 5000, LEARNING)
                .connect("smtp.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("new/1.jsonl"));
        JsonNode servers = json("old", "new").get("servers");
        assertEquals("mail", servers.get(0).get("server").asText());
        assertEquals(
                new TreeSet<>(List.of("medium new-host smtp.example:443")),
                told(servers.get(0).get("changes")));
        assertEquals("api.example:443", servers.get(1).get("gone").get(0).asText());
    }

    @Test
    void aPolicySaysWhatIsNew() throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve("weather.policy.json"),
                        """
                        {"version": 1, "server": "weather",
                         "allow": [
                           {"id": "api", "host": "api.example", "ports": [443],
                            "tools": ["search"], "callers": ["com.acme:acme"]},
                           {"id": "unused", "host": "unused.example", "ports": [443]}],
                         "processes": {"allow": ["/usr/bin/git"]},
                         "artifact": {"name": "com.acme:weather", "sha256": ["%s"]}}
                        """
                                .formatted("a".repeat(64)));
        newRun().connect("api.example", Recording.SEARCH, Recording.ACME)
                .connect("api.example", ASK, Recording.ACME)
                .connect("api.example", Recording.SEARCH, GEO)
                .connect("api.example", ToolCalls.NONE, Recording.ACME)
                .connect("evil.example", Recording.SEARCH, Recording.ACME)
                .allowed(Activity.PROCESS, Target.program("/usr/bin/git", "x"), ASK, null)
                .allowed(Activity.PROCESS, Target.program("/bin/sh", "x"), ASK, null)
                .write(folder.resolve("e/1.jsonl"));
        Tool tool = Tool.run("diff", "--policy", policy.toString(), "--json", place("e"));
        assertEquals(0, tool.code(), tool.err());
        JsonNode server = new ObjectMapper().readTree(tool.out()).at("/servers/0");
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "high new-caller api.example:443",
                                "high new-host evil.example:443",
                                "high new-process /bin/sh",
                                "high no-tool-call api.example:443",
                                "medium new-tool api.example:443")),
                told(server.get("changes")));
        assertEquals("rule:unused", server.get("gone").get(0).asText());
        assertEquals("a".repeat(64), server.at("/before/sha256").asText());
        assertTrue(server.get("new_version").asBoolean());
    }

    @Test
    void sinceNamesARunByIdOrNumberAVersionOrAHash() throws IOException {
        oldRun().write(folder.resolve("e/1.jsonl"));
        newRun().connect("new.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("e/2.jsonl"));
        for (String since : List.of("run-2", "2", "1.3", "bbbbbbbb")) {
            assertTrue(diff("weather", "--since", since).out().contains("new.example"), since);
        }
        assertEquals(2, diff("weather", "--since", "3").code());
        assertEquals(2, diff("weather", "--since", "0").code());
        Tool tool = diff("weather", "--since", "7.7");
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("version 1.2"), tool.err());
    }

    @Test
    void whatCannotBeComparedIsUnusable() throws IOException {
        oldRun().write(folder.resolve("e/1.jsonl"));
        assertEquals(2, diff("weather").code());
        assertTrue(diff("weather").err().contains("Only one run"), diff("weather").err());
        Recording.of("weather", "run-2", 9000, LEARNING)
                .build("1.2", "a")
                .connect("api.example", Recording.SEARCH, Recording.ACME)
                .write(folder.resolve("e/2.jsonl"));
        assertTrue(diff("weather").err().contains("2 to 2"), diff("weather").err());
        assertEquals(2, diff("nobody").code());
        assertEquals(2, Tool.run("diff").code());
        assertEquals(2, Tool.run("diff", place("e"), place("none")).code());
        Tool typo = diff("weather", "--fail-on", "new-hosts");
        assertEquals(2, typo.code());
        assertTrue(typo.err().contains("new-host,"), typo.err());
    }

    private static Recording oldRun() {
        return Recording.of("weather", "run-1", 1000, LEARNING)
                .build("1.2", "a")
                .connect("api.example", Recording.SEARCH, Recording.ACME);
    }

    private static Recording newRun() {
        return Recording.of("weather", "run-2", 9000, LEARNING).build("1.3", "b");
    }

    private Tool diff(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "diff";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--events";
        all[arguments.length + 2] = place("e");
        return Tool.run(all);
    }

    private JsonNode json(String before, String after) throws IOException {
        Tool tool = Tool.run("diff", "--json", place(before), place(after));
        assertEquals(0, tool.code(), tool.err());
        return new ObjectMapper().readTree(tool.out());
    }

    private static SortedSet<String> told(JsonNode changes) {
        SortedSet<String> told = new TreeSet<>();
        StreamSupport.stream(changes.spliterator(), false)
                .forEach(
                        change ->
                                told.add(
                                        change.get("severity").asText()
                                                + " "
                                                + change.get("change").asText()
                                                + " "
                                                + change.get("destination").asText()));
        return told;
    }

    private String place(String name) {
        return folder.resolve(name).toString();
    }
}
