package dev.sallyport.cli.report;

import static dev.sallyport.cli.report.Scene.DAY;
import static dev.sallyport.cli.report.Scene.TODAY;
import static dev.sallyport.cli.report.Scene.allowed;
import static dev.sallyport.cli.report.Scene.by;
import static dev.sallyport.cli.report.Scene.denied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sallyport.cli.text.Screen;
import dev.sallyport.cli.text.Width;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Target;
import dev.sallyport.event.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a report for people and programs, whatever a hostile server writes into it. */
class RenderingTest {
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\u001b[2J\"'";
    private static final String POLICY =
            """
            {"version": 1, "server": "weather", "allow": [
              {"id": "nws", "host": "api.weather.gov", "ports": [443]}]}
            """;

    @TempDir private Path home;
    private Scene scene;

    @BeforeEach
    void oneOfEach() throws IOException {
        scene = new Scene(home).heldBy("weather", "r1", TODAY - DAY, POLICY);
        Target api = Target.host("api.weather.gov", "look-up", "203.0.113.1", 443, "tcp");
        scene.attempt(Activity.CONNECT, api, allowed("rule:nws"), by("get", "a:b:1"), TODAY);
        lookUp("collect.example", "v000001", "get_forecast");
        lookUp("api.weathor.gov", "v000002", null);
        lookUp(HOSTILE, "v000003", HOSTILE + "天気".repeat(6_000));
    }

    private void lookUp(String name, String id, String tool) {
        scene.attempt(
                Activity.LOOKUP,
                Target.name(name),
                denied("lookup-not-listed", null, id),
                by(tool, "com.acme:geo:1.4.2"),
                TODAY);
    }

    private void dismissFirst() throws IOException {
        LocalDate today = LocalDate.of(2026, 11, 21);
        Reviewed.read(home.toFile(), "weather", today)
                .dismiss("v000001", new Dismissal("Anna", today, today.plusDays(3), "known"));
    }

    private String onTerminal(Screen screen) throws IOException {
        return onTerminal(screen, TerminalReport.Focus.ALL);
    }

    private String onTerminal(Screen screen, TerminalReport.Focus focus) throws IOException {
        StringWriter out = new StringWriter();
        new TerminalReport(new PrintWriter(out), screen, focus).print(scene.report());
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120, 200})
    void everyLineFitsTheTerminalUnlessItIsToBePasted(int width) throws IOException {
        String out = onTerminal(new Screen(width, Integer.MAX_VALUE, false));
        for (String line : out.split("\n", -1)) {
            assertTrue(Width.of(line) <= width || line.contains("sallyport "), line);
        }
    }

    @Test
    void aTerminalIsFilledOnceAndWhatIsLeftOutIsSaid() throws IOException {
        for (int i = 0; i < 300; i++) {
            lookUp("host" + i + ".example", "v1000" + i, "t");
        }
        String out = onTerminal(new Screen(100, 40, false));
        assertTrue(out.split("\n", -1).length <= 60, out);
        assertTrue(out.contains(" more: sallyport review --all, or --html FILE"), out);
    }

    @Test
    void noTextDrivesTheTerminalAndColoursAreOurs() throws IOException {
        assertFalse(onTerminal(Screen.NONE).contains("\u001b"));
        assertFalse(onTerminal(Screen.NONE).contains("\u202e"));
        String coloured = onTerminal(new Screen(100, Integer.MAX_VALUE, true));
        assertFalse(coloured.contains("\u001b[2J"), coloured);
        assertTrue(coloured.contains("\u001b[1;31m"), coloured);
    }

    @Test
    void whoLooksAtOneFindingSeesTheTraceThatLeadsToIt() throws IOException {
        Origin origin = by("t", "a:b:1");
        Trace trace = new Trace("4bf9".repeat(8), "00f0".repeat(4));
        scene.attempt(
                Activity.LOOKUP,
                Target.name("traced.example"),
                denied("lookup-not-listed", null, "v000004"),
                new Origin(origin.calls(), origin.caller(), trace),
                TODAY);
        String line = "trace        " + trace.traceId() + ", span " + trace.spanId();
        assertTrue(onTerminal(Screen.NONE, TerminalReport.Focus.DETAILS).contains(line));
        assertFalse(onTerminal(Screen.NONE).contains(trace.traceId()));
    }

    @Test
    void whatSomebodyDismissedStaysVisibleWithWhoAndWhy() throws IOException {
        dismissFirst();
        String out = onTerminal(Screen.NONE);
        assertTrue(out.contains("look-up of collect.example  DISMISSED"), out);
        assertTrue(out.contains("until 2026-11-24 by Anna on 2026-11-21: known"), out);
        assertTrue(out.contains("2 blocked, 0 would be blocked, 2 new, 1 dismissed"), out);
        assertTrue(out.endsWith("2 violations.\n"), out);
    }

    @Test
    void jsonIsOfItsPublishedShape() throws IOException {
        dismissFirst();
        scene.session(Map.of("unlabelled", "x.jar", "why", "unknown"));
        scene.run("notes", "n1", TODAY, Map.of());
        StringWriter out = new StringWriter();
        JsonReport.write(scene.report(), out);
        String json = out.toString();
        assertEquals(List.of(), errors("review.schema.json", json));
        assertTrue(json.chars().allMatch(c -> c < 0x7f), "ASCII only");
        JsonNode finding = new ObjectMapper().readTree(json).at("/servers/1/findings/2");
        assertEquals("v000001", finding.path("id").asText());
        assertFalse(finding.path("open").asBoolean());
        assertEquals("Anna", finding.at("/dismissed/by").asText());
    }

    @Test
    void sarifHasWhatTheStandardRequires() throws IOException {
        dismissFirst();
        scene.lose(1);
        lookUp("late.example", "v000004", "t");
        StringWriter out = new StringWriter();
        SarifReport.write(scene.report(), home, out);
        String sarif = out.toString();
        assertEquals(List.of(), errors("sarif-2.1.0-parts.schema.json", sarif));
        JsonNode run = new ObjectMapper().readTree(sarif).at("/runs/0");
        assertEquals(4, run.path("results").size());
        assertEquals("lookup-not-listed", run.at("/tool/driver/rules/0/id").asText());
        JsonNode dismissed = run.at("/results/3");
        assertEquals("note", dismissed.path("level").asText());
        assertEquals(
                "known (Anna, until 2026-11-24)",
                dismissed.at("/suppressions/0/justification").asText());
        assertEquals(
                "weather.policy.json",
                run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText());
        assertTrue(
                run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText()
                        .contains("1 missing"),
                sarif);
    }

    @Test
    void whatCouldNotBeReadOrToldIsPartOfTheCoverageWhereverThatIsShown() throws IOException {
        scene.session(Map.of("unread_requests", "okhttp9.Call"));
        scene.session(Map.of("unheard", "micrometer9.Registry", "why", "NoSuchMethodError"));
        String unheard = "micrometer9.Registry: NoSuchMethodError";

        String terminal = onTerminal(Screen.NONE);
        assertTrue(terminal.contains("not read     requests sent by okhttp9.Call"), terminal);
        assertTrue(terminal.contains("not shown in " + unheard), terminal);
        String page = HtmlReport.of(scene.report());
        assertTrue(page.contains("okhttp9.Call") && page.contains(unheard), page);
        StringWriter out = new StringWriter();
        JsonReport.write(scene.report(), out);
        JsonNode coverage = new ObjectMapper().readTree(out.toString()).at("/servers/0/coverage");
        assertEquals("okhttp9.Call", coverage.at("/unread_requests/0").asText());
        assertEquals(unheard, coverage.at("/unheard/0").asText());
    }

    @Test
    void onThePageHostileTextIsText() throws IOException {
        String page = HtmlReport.of(scene.report());
        assertFalse(page.contains("<img"), "no element of theirs");
        assertTrue(page.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"), page);
        assertFalse(page.contains("\u202e"), "no turned lines");
        assertEquals(1, occurrences(page, "<script"));
        assertEquals(1, occurrences(page, "</script"));
        assertEquals(0, occurrences(page, " onerror=\""));
        assertEquals(0, occurrences(page, " style=\""));
    }

    @Test
    void thePageNeedsAndAllowsNothingButItself() throws IOException {
        String page = HtmlReport.of(scene.report());
        assertTrue(page.contains("default-src &#39;none&#39;"), page);
        assertTrue(page.indexOf("Content-Security-Policy") < page.indexOf("<style"));
        assertFalse(page.contains("unsafe-inline"), page);
        Matcher outside =
                Pattern.compile("(?:src|href)=\"(?!#)|url\\(|@import|https?://").matcher(page);
        assertFalse(
                outside.find(), () -> "an outside resource at " + page.substring(outside.start()));
    }

    @Test
    void elementsOfThePageAreBalanced() throws IOException {
        String page = HtmlReport.of(scene.report());
        for (String element : Set.of("section", "table", "tbody", "tr", "td", "ul", "svg", "dl")) {
            assertEquals(
                    occurrences(page, "</" + element + ">"),
                    occurrences(page, "<" + element + ">") + occurrences(page, "<" + element + " "),
                    element);
        }
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static List<String> errors(String schema, String json) throws IOException {
        try (InputStream in = RenderingTest.class.getResourceAsStream(schema)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
