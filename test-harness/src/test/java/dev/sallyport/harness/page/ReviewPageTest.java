package dev.sallyport.harness.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page opened, filtered, sorted and read; screenshots of both themes lie in target/page. */
class ReviewPageTest {
    /** Contrast of each text against what is behind it (WCAG 2.2, 1.4.3); those below 4.5. */
    private static final String LOW_CONTRAST =
            """
            (() => {
              const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
              const luminance = ([r, g, b]) => {
                const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
                return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
              };
              const behind = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const color = numbers(getComputedStyle(e).backgroundColor);
                  if (color.length === 3 || color[3] > 0) return color;
                }
                return [255, 255, 255];
              };
              const low = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const element = texts.currentNode.parentElement;
                if (!texts.currentNode.data.trim() || !element.getClientRects().length) continue;
                const a = luminance(numbers(getComputedStyle(element).color));
                const b = luminance(behind(element));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) low.push(texts.currentNode.data.trim() + " " + ratio.toFixed(2));
              }
              return low;
            })()
            """;

    private static final String SHOWN_FINDINGS =
            "Array.from(document.querySelectorAll('#s0 .findings tbody:not([data-hidden])'),"
                    + " b => b.querySelector('td.id').textContent)";

    @TempDir private static Path folder;
    private static Chromium chromium;
    private static URI page;

    @BeforeAll
    static void aPageOfThreeRunsInABrowser() throws Exception {
        Optional<Path> program = Chromium.find();
        Assumptions.assumeTrue(
                program.isPresent(), "no chromium on the PATH: apt-get install chromium");
        Path policy = copy("weather.policy.json", "", "");
        Path events = copy("events.jsonl", "@POLICY@", policy.toString());
        Path html = folder.resolve("review.html");
        int exit =
                new ProcessBuilder(
                                Jdks.running().java().toString(),
                                "-Duser.home=" + folder,
                                "-jar",
                                System.getProperty("sallyport.jar"),
                                "review",
                                events.toString(),
                                "--html=" + html)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("terminal.txt").toFile())
                        .start()
                        .waitFor();
        assertEquals(1, exit, () -> read(folder.resolve("terminal.txt")));
        page = html.toUri();
        chromium = new Chromium(program.get(), Files.createDirectory(folder.resolve("profile")));
    }

    private static Path copy(String name, String mark, String text) throws IOException {
        try (InputStream in = ReviewPageTest.class.getResourceAsStream(name)) {
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String filled = mark.isEmpty() ? content : content.replace(mark, text);
            return Files.writeString(folder.resolve(name), filled);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @AfterAll
    static void endTheBrowser() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        chromium.call("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        theme("light");
        chromium.open(page);
    }

    private static void theme(String theme) throws Exception {
        chromium.call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    private static List<String> texts(String expression) throws Exception {
        List<String> texts = new ArrayList<>();
        chromium.evaluate(expression).forEach(text -> texts.add(text.asString()));
        return texts;
    }

    @Test
    void itAsksForNothingAndHasNothingToComplainOf() throws Exception {
        assertEquals(List.of(page.toString()), chromium.requests());
        assertEquals(List.of(), chromium.complaints());
    }

    @Test
    void whatAHostileServerWroteIsTextAndNoElement() throws Exception {
        assertEquals(0, chromium.evaluate("document.images.length").asInt());
        assertEquals(1, chromium.evaluate("document.scripts.length").asInt());
        assertTrue(
                chromium.evaluate("document.body.innerText")
                        .asString()
                        .contains("</script><img src=x onerror=alert(1)>:443"));
    }

    @Test
    void evenAScriptThatGotInWouldNotRun() throws Exception {
        String refused =
                """
                new Promise((done) => {
                  const refused = [];
                  document.addEventListener("securitypolicyviolation", (violation) => {
                    refused.push(violation.effectiveDirective);
                    if (refused.length === 2) done(refused.sort());
                  });
                  const script = document.createElement("script");
                  script.textContent = "window.got = 1";
                  const image = document.createElement("img");
                  image.src = "http://127.0.0.1:9/collect";
                  document.body.append(script, image);
                })
                """;
        assertEquals(List.of("img-src", "script-src-elem"), texts(refused));
        assertTrue(chromium.evaluate("window.got === undefined").asBoolean());
    }

    @Test
    void aFilterTypedByKeyboardLeavesWhatHasEveryWord() throws Exception {
        chromium.evaluate("document.getElementById('filter').focus()");
        chromium.type("random-label geo");
        assertEquals(List.of("v0c0ffe"), texts(SHOWN_FINDINGS));
        assertTrue(
                chromium.evaluate("document.getElementById('shown').textContent")
                        .asString()
                        .startsWith("1 of "));
    }

    @Test
    void aColumnIsSortedByKeyboardAndSaysSo() throws Exception {
        String count = "Array.from(document.querySelectorAll('#s0 .findings th'))[5]";
        chromium.evaluate(count + ".querySelector('button').focus()");
        chromium.press("Enter", 13);
        assertEquals("ascending", chromium.evaluate(count + ".ariaSort").asString());
        chromium.press("Enter", 13);
        assertEquals("descending", chromium.evaluate(count + ".ariaSort").asString());
        List<String> counts =
                texts(
                        "Array.from(document.querySelectorAll('#s0 .findings tbody'),"
                                + " b => b.rows[0].cells[5].textContent)");
        List<String> sorted = new ArrayList<>(counts);
        sorted.sort((a, b) -> Integer.parseInt(b) - Integer.parseInt(a));
        assertEquals(sorted, counts);
        assertEquals("412", counts.get(0));
    }

    @Test
    void aScreenReaderFindsLandmarksHeadingsAndTableHeaders() throws Exception {
        JsonNode tree = chromium.call("Accessibility.getFullAXTree", Map.of());
        List<String> roles = new ArrayList<>();
        for (JsonNode node : tree.path("nodes")) {
            roles.add(node.at("/role/value").asString() + " " + node.at("/name/value").asString());
        }
        for (String wanted :
                List.of(
                        "main ",
                        "navigation Servers",
                        "banner ",
                        "contentinfo ",
                        "region weather",
                        "heading weather",
                        "searchbox Filter",
                        "table Refused, or to be refused",
                        "columnheader Destination",
                        "heading Against the policy")) {
            assertTrue(roles.contains(wanted), wanted + " is not among " + roles);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextHasContrastEnough(String theme) throws Exception {
        theme(theme);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertEquals(List.of(), texts(LOW_CONTRAST));
        Path shots = Path.of(System.getProperty("harness.target"), "page");
        chromium.screenshot(Files.createDirectories(shots).resolve(theme + ".png"));
    }

    @Test
    void theThemeIsToggledAgainstTheSystem() throws Exception {
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = chromium.evaluate(background).asString();
        chromium.evaluate("document.getElementById('theme').click()");
        String dark = chromium.evaluate(background).asString();
        assertFalse(light.equals(dark), light);
        theme("dark");
        chromium.evaluate("document.getElementById('theme').click()");
        assertEquals(light, chromium.evaluate(background).asString());
    }

    @Test
    void withoutJavaScriptTheFindingsAreReadable() throws Exception {
        chromium.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        chromium.open(page);
        JsonNode document = chromium.call("DOM.getDocument", Map.of("depth", 0));
        JsonNode outer =
                chromium.call(
                        "DOM.getOuterHTML",
                        Map.of("nodeId", document.path("root").path("nodeId").asInt()));
        String html = outer.path("outerHTML").asString();
        assertTrue(html.contains("look-up of collect.metrics-cdn.example"));
        assertTrue(
                html.contains("id=\"controls\" hidden"), "nothing is offered that does not work");
        assertFalse(html.contains("<th><button"));
    }
}
