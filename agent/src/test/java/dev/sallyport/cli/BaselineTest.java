package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    private static final Run RUN = new Run("weather", "run-1", 1, "0");

    @TempDir Path folder;
    private String home;
    private Path policy;

    @BeforeEach
    void aHomeOfItsOwn() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        policy = folder.resolve("weather.policy.json");
        Path events = folder.resolve(".sallyport/events/weather");
        Files.createDirectories(events);
        Path file = events.resolve("1-1.jsonl");
        RunEvent start = new RunEvent(RUN, 1, Activity.START, 1, Map.of("mode", "learn"));
        Files.writeString(file, EventWriter.line(start), StandardOpenOption.CREATE);
        Target api = Target.host("api.weather.gov", "look-up", "203.0.113.1", 443, "tcp");
        Outcome allowed = new Outcome(true, "builtin:learn", null, null, false, null);
        ToolCalls calls = new ToolCalls(Certainty.EXACT, List.of("evil\u001b[2J\u202e"), List.of());
        Event event =
                new Event(RUN, 2, Activity.CONNECT, api, allowed, new Origin(calls, null), 1, 1, 3);
        Files.writeString(file, EventWriter.line(event), StandardOpenOption.APPEND);
    }

    @AfterEach
    void theHomeAsItWas() {
        System.setProperty("user.home", home);
    }

    @Test
    void nothingIsWrittenUnlessAsked() {
        Tool tool = Tool.run("baseline", "weather", "--policy", policy.toString());
        assertEquals(0, tool.code(), tool.err());
        assertTrue(tool.out().contains("+    {\"host\": \"api.weather.gov\""), tool.out());
        assertFalse(Files.exists(policy));
    }

    @Test
    void withoutATerminalNothingIsWrittenUnlessSomebodyGivesTheirName() throws IOException {
        String[] write = {"baseline", "weather", "--policy", policy.toString(), "--write"};
        Tool nobody = Tool.run(write);
        assertEquals(2, nobody.code());
        assertTrue(nobody.err().contains("--approved-by NAME"), nobody.err());
        assertFalse(Files.exists(policy));

        Tool anna =
                Tool.run(
                        "baseline",
                        "weather",
                        "--policy",
                        policy.toString(),
                        "--write",
                        "--approved-by",
                        "Anna");
        assertEquals(0, anna.code(), anna.err());
        assertTrue(Files.readString(policy).contains("api.weather.gov"));
        assertTrue(Files.exists(folder.resolve("weather.evidence.json")));
        String log = Files.readString(folder.resolve(".sallyport/approvals.log"));
        assertTrue(log.contains("\"approved_by\":\"Anna\""), log);
    }

    @Test
    void aToolsNameCannotPlayWithTheTerminalNorHideInThePolicy() throws IOException {
        Tool tool =
                Tool.run(
                        "baseline",
                        "weather",
                        "--policy",
                        policy.toString(),
                        "--write",
                        "--approved-by",
                        "Anna");
        for (String text : List.of(tool.out(), Files.readString(policy))) {
            assertFalse(text.contains("\u001b"), text);
            assertFalse(text.contains("\u202e"), text);
        }
    }

    @Test
    void aServerThatNobodyKnowsIsSaidSo() {
        Tool tool = Tool.run("baseline", "wether");
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("neither a server's name nor a file"), tool.err());
    }

    @Test
    void anUpdateIsShownAndAcceptedByOneAnswer() throws IOException {
        String place = policy.toString();
        String[] baseline = {"baseline", "weather", "--policy", place, "--write"};
        assertEquals(0, Tool.run(with(baseline, "--approved-by", "Anna")).code());

        Path file = folder.resolve(".sallyport/events/weather/2-1.jsonl");
        Run later = new Run("weather", "run-2", 2, "0");
        RunEvent start = new RunEvent(later, 1, Activity.START, 2, Map.of("mode", "hold"));
        RunEvent jar =
                new RunEvent(
                        later,
                        2,
                        Activity.SESSION,
                        2,
                        Map.of(
                                "main_jar",
                                "weather.jar",
                                "main_coordinates",
                                "com.acme:weather:2.0",
                                "main_sha256",
                                "cd".repeat(32)));
        Outcome reported =
                new Outcome(false, "not-listed", null, OnViolation.REPORT, false, "v00000c");
        Event event =
                new Event(
                        later,
                        3,
                        Activity.CONNECT,
                        Target.host("new.example", "look-up", "203.0.113.2", 443, "tcp"),
                        reported,
                        new Origin(ToolCalls.NONE, null),
                        2,
                        2,
                        1);
        Files.writeString(
                file, EventWriter.line(start) + EventWriter.line(jar) + EventWriter.line(event));

        Tool asked = Tool.run("accept-update", "weather", "--policy", place);
        assertEquals(2, asked.code());
        assertTrue(asked.out().contains("none was approved -> com.acme:weather:2.0"), asked.out());
        assertTrue(asked.out().contains("New: new.example:443 (no tool call"), asked.out());

        Tool accepted =
                Tool.run("accept-update", "weather", "--policy", place, "--approved-by", "Anna");
        assertEquals(0, accepted.code(), accepted.err());
        assertTrue(Files.readString(policy).contains("cd".repeat(32)));
        assertTrue(Files.readString(policy).contains("new.example"));
        Tool again = Tool.run("accept-update", "weather", "--policy", place);
        assertEquals(0, again.code(), again.out());
        assertTrue(again.out().contains("as approved"), again.out());
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Test
    void aServerIsPutInQuarantineAtOnceAndLetOutOnceSomebodySaysYes() {
        Path mark = folder.resolve(".sallyport/quarantine/weather");
        assertEquals(0, Tool.run("quarantine", "weather").code());
        assertTrue(Files.exists(mark));

        assertEquals(2, Tool.run("quarantine", "weather", "--lift").code());
        assertTrue(Files.exists(mark));
        assertEquals(
                0, Tool.run("quarantine", "weather", "--lift", "--approved-by", "Anna").code());
        assertFalse(Files.exists(mark));

        Tool misspelt = Tool.run("quarantine", "wether");
        assertTrue(misspelt.err().contains("No run of that name"), misspelt.err());
    }

    @Test
    void aWiderPolicyFailsTheCheck() throws IOException {
        Path old = folder.resolve("old.json");
        Path now = folder.resolve("now.json");
        Files.writeString(old, "{\"version\": 1, \"server\": \"w\"}");
        Files.writeString(
                now, "{\"version\": 1, \"server\": \"w\", \"allow\": [\"a.example:22\"]}");
        Tool wider = Tool.run("check", now.toString(), "--against", old.toString());
        assertEquals(1, wider.code());
        assertTrue(wider.out().contains("WIDER: +a.example:22"), wider.out());
        Tool narrower = Tool.run("check", old.toString(), "--against", now.toString());
        assertEquals(0, narrower.code());
        assertTrue(narrower.out().contains("NARROWER, without: +a.example:22"), narrower.out());
    }
}
