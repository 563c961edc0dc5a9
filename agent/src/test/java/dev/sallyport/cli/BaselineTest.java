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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
}
