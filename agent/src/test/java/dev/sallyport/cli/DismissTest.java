package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody lets a violation be; everybody sees who and until when. */
class DismissTest {
    private static final Run RUN = new Run("weather", "run-1", 1, "0");

    @TempDir private Path folder;
    private String home;

    @BeforeEach
    void aHomeWithOneViolation() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        Path events = Files.createDirectories(folder.resolve(".sallyport/events/weather"));
        Outcome denied =
                new Outcome(
                        false,
                        "lookup-not-listed",
                        null,
                        OnViolation.BLOCK,
                        false,
                        "v0a1b2c",
                        null);
        Files.writeString(
                events.resolve("1.jsonl"),
                EventWriter.line(new RunEvent(RUN, 1, Activity.START, 1, Map.of()))
                        + EventWriter.line(
                                new Event(
                                        RUN,
                                        2,
                                        Activity.LOOKUP,
                                        Target.name("collect.example"),
                                        denied,
                                        Origin.UNKNOWN,
                                        5,
                                        5,
                                        1)));
    }

    @AfterEach
    void theHomeAsItWas() {
        System.setProperty("user.home", home);
    }

    private static Tool dismiss(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "dismiss";
        all[1] = "v0a1b2c";
        System.arraycopy(more, 0, all, 2, more.length);
        return Tool.run(all);
    }

    @Test
    void itStaysVisibleAndDoesNotFailTheReviewAnyMore() throws IOException {
        assertEquals(1, Tool.run("review").code());
        Tool dismissed =
                dismiss("--until", "9999-12-31", "--why", "a test", "--approved-by", "Anna");
        assertEquals(0, dismissed.code(), dismissed.err());
        Tool review = Tool.run("review");
        assertEquals(0, review.code());
        assertTrue(review.out().contains("collect.example  DISMISSED"), review.out());
        assertTrue(review.out().contains("until 9999-12-31 by Anna on "), review.out());
        String log = Files.readString(folder.resolve(".sallyport/approvals.log"));
        assertTrue(log.contains("\"what\":\"v0a1b2c\",\"approved_by\":\"Anna\""), log);
    }

    @Test
    void withoutAYesNothingChanges() {
        Tool tool = dismiss("--until", "9999-12-31", "--why", "a test");
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("--approved-by NAME"), tool.err());
        assertEquals(1, Tool.run("review").code());
    }

    @Test
    void aDateThatIsOverOrIsNoneIsRefused() {
        assertEquals(2, dismiss("--until", "2020-01-01", "--why", "x").code());
        Tool none = dismiss("--until", "tomorrow", "--why", "x");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("tomorrow is no date"), none.err());
    }

    @Test
    void anUnknownIdIsSaid() {
        Tool tool = Tool.run("dismiss", "vffffff", "--until", "9999-12-31", "--why", "x");
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("No such violation: vffffff"), tool.err());
    }

    @Test
    void programsThatReadTheReviewSeeNothingForAnybody() {
        Tool.run("review");
        Tool.run("review", "--json");
        Tool fresh = Tool.run("review", "--new");
        assertTrue(fresh.out().contains("v0a1b2c"), fresh.out());
        assertFalse(Files.exists(folder.resolve(".sallyport/reviewed")));
    }

    @Test
    void aPageAndSarifAreWrittenForTheUserAloneAndNeverOverEvents() throws IOException {
        Path page = folder.resolve("page.html");
        Path sarif = folder.resolve("out.sarif");
        Tool tool = Tool.run("review", "--html=" + page, "--sarif=" + sarif);
        assertEquals(1, tool.code(), tool.err());
        assertTrue(Files.readString(page).contains("collect.example"));
        assertTrue(Files.readString(sarif).contains("\"2.1.0\""));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(page)));
        Path events = folder.resolve(".sallyport/events/weather/1.jsonl");
        String before = Files.readString(events);
        assertEquals(2, Tool.run("review", "--sarif", events.toString()).code());
        assertEquals(2, Tool.run("review", "--sarif", events.getParent().toString()).code());
        assertEquals(before, Files.readString(events));
    }
}
