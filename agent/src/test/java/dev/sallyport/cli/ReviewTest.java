package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Library;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {
    private static final Run RUN = new Run("weather", "run-1", 1, "0");
    private static final Outcome ALLOWED =
            new Outcome(true, "rule:nws", "rule:nws", null, false, null);
    private static final Target API =
            Target.host("api.weather.gov", "look-up", "203.0.113.1", 443, "tcp");
    private static final Target EVIL =
            Target.host("collect.example", "none", "203.0.113.9", 443, "tcp");

    private static final ToolCalls ONE_OF =
            new ToolCalls(Certainty.ONE_OF, List.of("a", "b", "c", "d"), List.of());

    @TempDir Path folder;
    private String home;

    @BeforeEach
    void aHomeOfItsOwn() {
        home = System.setProperty("user.home", folder.toString());
    }

    @AfterEach
    void theHomeAsItWas() {
        System.setProperty("user.home", home);
    }

    @Test
    void anEmptyFolderIsNoCleanBill() {
        Tool tool = Tool.run("review", folder.toString());
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("No run recorded"), tool.err());
        assertEquals("", tool.out());
    }

    @Test
    void whoTheServerSaysItIsStandsInALineAndAWarningWithIt() throws IOException {
        RunEvent met =
                new RunEvent(
                        RUN,
                        2,
                        Activity.SESSION,
                        1,
                        Map.of(
                                "announced_server",
                                "wether",
                                "announced_version",
                                "1.0.0",
                                "client",
                                "claude",
                                "transport",
                                "stdio",
                                "warning",
                                "server-name-differs",
                                "policy_server",
                                "weather"));
        RunEvent jar =
                new RunEvent(
                        RUN,
                        3,
                        Activity.SESSION,
                        1,
                        Map.of("main_jar", "w.jar", "main_sha256", "0".repeat(64)));
        Path file = folder.resolve("a.jsonl");
        Files.writeString(
                file,
                EventWriter.line(new RunEvent(RUN, 1, Activity.START, 1, Map.of()))
                        + EventWriter.line(met)
                        + EventWriter.line(jar));
        Tool tool = Tool.run("review", file.toString());
        assertTrue(
                tool.out()
                        .contains(
                                "  announces itself as wether 1.0.0 to claude over stdio; WARNING:"
                                        + " the policy is for weather\n  main jar w.jar, SHA-256 "
                                        + "0".repeat(64)),
                tool.out());
        assertEquals(0, tool.code());
    }

    @Test
    void whatWasWrittenLateAndWhatCompactionTookAreTold() throws IOException {
        Map<String, Object> late = Map.of("warning", "written-late", "late_attempts", 7L);
        String compacted =
                EventWriter.line(event(12, API, ALLOWED, 1))
                        .replace(
                                "\"unmapped\":{",
                                "\"unmapped\":{\"compacted\":9,\"dropped_allowed\":123,");
        write(
                EventWriter.line(new RunEvent(RUN, 1, Activity.START, 1, Map.of()))
                        + EventWriter.line(new RunEvent(RUN, 2, Activity.SESSION, 1, late))
                        + compacted);
        String out = Tool.run("review", folder.toString()).out();
        assertTrue(out.contains("7 attempts were kept in memory and written late"), out);
        assertTrue(out.contains("123 events dropped, 0 missing"), out);
    }

    @Test
    void noHomeWithEventsIsNoCleanBillEither() {
        Tool tool = Tool.run("review");
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("No run recorded"), tool.err());
    }

    @Test
    void eventsWithoutAStartAreNoCleanBill() throws IOException {
        write(EventWriter.line(event(1, API, ALLOWED, 1)));
        assertEquals(2, Tool.run("review", folder.toString()).code());
    }

    @Test
    void aRunThatDidOnlyWhatIsListedIsFine() throws IOException {
        write(start(1), EventWriter.line(event(2, API, ALLOWED, 3)));
        Tool tool = Tool.run("review", folder.toString());
        assertEquals(0, tool.code(), tool.err());
        assertTrue(tool.out().contains("No violations."), tool.out());
        assertTrue(tool.out().contains("weather: 1 run, on violation block"), tool.out());
    }

    @Test
    void violationsComeFirstWithTheirCountsAddedUp() throws IOException {
        Outcome denied = denied(OnViolation.BLOCK, false);
        write(
                start(1),
                EventWriter.line(event(2, API, ALLOWED, 3)),
                EventWriter.line(event(3, EVIL, denied, 1)),
                EventWriter.line(event(4, EVIL, denied, 41)));
        Tool tool = Tool.run("review", folder.toString());
        assertEquals(1, tool.code());
        int violation = tool.out().indexOf("v0a1b2c  blocked 42x  collect.example:443  NEW\n");
        assertTrue(violation > 0, tool.out());
        assertTrue(tool.out().contains("  address      203.0.113.9\n"), tool.out());
        assertTrue(tool.out().indexOf("api.weather.gov:443") > violation, tool.out());
        assertTrue(tool.out().contains("1 violation."), tool.out());
    }

    @Test
    void byToolEachToolHasItsDestinationsAndCallers() throws IOException {
        Caller util = caller("com.acme:util:1.3", "com.squareup.okhttp3:okhttp:5.1.0");
        write(
                start(1),
                EventWriter.line(event(2, API, new Origin(exact("get_forecast"), util), 30)),
                EventWriter.line(event(3, EVIL, new Origin(exact("get_forecast"), null), 4)),
                EventWriter.line(event(4, EVIL, new Origin(ToolCalls.NONE, util), 2)),
                EventWriter.line(event(5, EVIL, new Origin(ONE_OF, null), 1)));
        Tool tool = Tool.run("review", "--by", "tool", folder.toString());
        assertEquals(0, tool.code(), tool.err());
        String out = tool.out();
        assertTrue(out.contains("get_forecast: 2 destinations, 2 callers, 34 attempts"), out);
        assertTrue(out.contains("com.acme:util:1.3 via com.squareup.okhttp3:okhttp:5.1.0"), out);
        int none = out.indexOf("(no tool call in progress): 1 destination, 1 caller, 2 attempts");
        int several = out.indexOf("(one of several calls, not told apart): 1 destination");
        assertTrue(none > out.indexOf("get_forecast:") && several > none, out);
        assertTrue(out.contains("one of a, b, c and 1 more"), out);
    }

    @Test
    void aToolThatIsNotSureIsSaidToBe() throws IOException {
        ToolCalls only = new ToolCalls(Certainty.ONLY_CALL, List.of("get_forecast"), List.of("7"));
        write(start(1), EventWriter.line(event(2, API, new Origin(only, null), 1)));
        assertTrue(
                Tool.run("review", folder.toString()).out().contains("get_forecast (only call)"));
        assertTrue(
                Tool.run("review", "--by=tool", folder.toString())
                        .out()
                        .contains("get_forecast (only call)"));
    }

    private static ToolCalls exact(String tool) {
        return new ToolCalls(Certainty.EXACT, List.of(tool), List.of("17"));
    }

    private static Caller caller(String coordinates, String via) {
        return new Caller(
                "class",
                "com.acme.Util",
                "send",
                42,
                new Library("a.jar", coordinates, null),
                new Library("b.jar", via, null),
                false,
                List.of());
    }

    private static Event event(long sequence, Target target, Origin origin, long count) {
        return new Event(
                RUN, sequence, Activity.CONNECT, target, ALLOWED, origin, 1000, 2000, count);
    }

    @Test
    void reportedIsAViolationLoggedAndQuietAreNot() throws IOException {
        write(start(1), EventWriter.line(event(2, EVIL, denied(OnViolation.LOG, false), 1)));
        assertEquals(0, Tool.run("review", folder.toString()).code());
        write(EventWriter.line(event(3, EVIL, denied(OnViolation.BLOCK, true), 1)));
        assertEquals(0, Tool.run("review", folder.toString()).code());
        write(EventWriter.line(event(4, EVIL, denied(OnViolation.REPORT, false), 1)));
        assertEquals(1, Tool.run("review", folder.toString()).code());
    }

    @Test
    void oneViolationIsShownByItsId() throws IOException {
        write(
                start(1),
                EventWriter.line(event(2, API, ALLOWED, 3)),
                EventWriter.line(event(3, EVIL, denied(OnViolation.BLOCK, false), 1)));
        Tool tool = Tool.run("review", folder.toString(), "v0a1b2c");
        assertEquals(1, tool.code());
        assertTrue(tool.out().contains("collect.example"), tool.out());
        assertFalse(tool.out().contains("api.weather.gov"), tool.out());
        assertEquals(tool.out(), Tool.run("review", folder.toString(), "v0a1b2c:").out());
        assertEquals(2, Tool.run("review", folder.toString(), "vffffff").code());
    }

    @Test
    void tornAndForeignLinesAreNamedAndPassedOver() throws IOException {
        String line = EventWriter.line(event(2, API, ALLOWED, 1));
        write(start(1), line.substring(0, 80) + "\n", "{\"foreign\":true}\n", "\n", line);
        Tool tool = Tool.run("review", folder.toString());
        assertEquals(0, tool.code());
        assertTrue(tool.err().contains("run.jsonl:2: no event"), tool.err());
        assertTrue(tool.err().contains("run.jsonl:3: no event"), tool.err());
        assertFalse(tool.err().contains("run.jsonl:4"), tool.err());
        assertTrue(tool.out().contains("2 lines were no events"), tool.out());
    }

    @Test
    void aGapInTheNumbersShows() throws IOException {
        write(start(1), EventWriter.line(event(5, API, ALLOWED, 1)));
        Tool tool = Tool.run("review", folder.toString());
        assertTrue(tool.out().contains("0 events dropped, 3 missing"), tool.out());
        assertFalse(tool.out().contains("No violations.\n"), tool.out());
    }

    @Test
    void aStartThatFailedIsToldOf() throws IOException {
        Path sallyport = Files.createDirectories(folder.resolve(".sallyport"));
        Files.writeString(
                sallyport.resolve("last-failure.json"), "{\"time\":5,\"message\":\"no policy\"}");
        Tool tool = Tool.run("review");
        assertTrue(tool.err().contains("The last start failed"), tool.err());
        assertTrue(tool.err().contains("no policy"), tool.err());
    }

    @Test
    void aFileThatIsNotThereIsUnusable() {
        Tool tool = Tool.run("review", folder.resolve("none.jsonl").toString());
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("no such file"), tool.err());
    }

    @Test
    void whatAnEventSaysCannotDriveTheTerminal() throws IOException {
        Target hostile = Target.name("\u001b[2J\u202eevil");
        Event event =
                new Event(
                        RUN,
                        2,
                        Activity.LOOKUP,
                        hostile,
                        denied(OnViolation.BLOCK, false),
                        Origin.UNKNOWN,
                        5,
                        5,
                        1);
        write(start(1), EventWriter.line(event));
        Tool tool = Tool.run("review", folder.toString());
        assertTrue(tool.out().contains("look-up of ?[2J?evil"), tool.out());
    }

    private static Outcome denied(OnViolation action, boolean quiet) {
        return new Outcome(false, "not-listed", null, action, quiet, "v0a1b2c");
    }

    private static Event event(long sequence, Target target, Outcome outcome, long count) {
        return new Event(
                RUN,
                sequence,
                Activity.CONNECT,
                target,
                outcome,
                Origin.UNKNOWN,
                1000,
                2000,
                count);
    }

    private static String start(long sequence) {
        return EventWriter.line(
                new RunEvent(RUN, sequence, Activity.START, 1000, Map.of("on_violation", "block")));
    }

    private void write(String... lines) throws IOException {
        Path file = folder.resolve("run.jsonl");
        for (String line : lines) {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
