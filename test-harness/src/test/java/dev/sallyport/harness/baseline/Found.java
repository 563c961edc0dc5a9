package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a review: as {@code --json} has it, and below its id on the terminal.
 *
 * @param json the finding
 * @param shown its paragraph
 */
record Found(JsonNode json, String shown) {
    /** The one about this host, in a review that fails. */
    static Found of(String host, Tool tool) throws Exception {
        JsonNode findings = tool.run("review", "--json").exits(1).json().at("/servers/0/findings");
        List<JsonNode> about = new ArrayList<>();
        for (JsonNode finding : findings) {
            if (finding.path("destination").asString().contains(host)) {
                about.add(finding);
            }
        }
        assertEquals(1, about.size(), findings::toPrettyString);
        String id = about.get(0).path("id").asString();
        String whole = tool.run("review").exits(1).out();
        int at = whole.indexOf("\n" + id + "  ");
        assertTrue(at >= 0, whole);
        return new Found(about.get(0), whole.substring(at, whole.indexOf("\n\n", at)));
    }

    /** Refused, not only noticed; and the key was at stake. */
    Found isBlocked() {
        assertTrue(json.path("blocked").asInt() > 0, this::toString);
        assertTrue(json.path("open").asBoolean(), this::toString);
        assertEquals(List.of("WEATHER_API_KEY"), texts(json.path("secret_variables")));
        assertTrue(shown.contains("held secrets WEATHER_API_KEY"), shown);
        return this;
    }

    /** By the dependency, whoever called it for what: {@code get_forecast}, or no call at all. */
    Found isBy(String coordinates, String tool) {
        JsonNode source = json.path("sources").get(0);
        assertEquals(
                coordinates, source.at("/caller/library/coordinates").asString(), this::toString);
        assertEquals(tool == null ? List.of() : List.of(tool), texts(source.path("tools")));
        assertEquals(tool == null ? "none" : "exact", source.path("certainty").asString());
        assertTrue(shown.contains(coordinates), shown);
        assertTrue(shown.contains(tool == null ? "no tool call" : tool), shown);
        return this;
    }

    Found isNewIn(int run) {
        assertEquals(run, json.path("first_run").asInt(), this::toString);
        assertTrue(shown.contains("new in run " + run + " of "), shown);
        return this;
    }

    Found isMarked(String mark) {
        assertTrue(texts(json.path("marks")).contains(mark), this::toString);
        assertTrue(shown.contains("mark         " + mark + ": "), shown);
        return this;
    }

    Found looksLike(String host) {
        assertEquals(host, json.path("look_alike_of").asString(), this::toString);
        assertTrue(shown.contains("looks like " + host), shown);
        return this;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
