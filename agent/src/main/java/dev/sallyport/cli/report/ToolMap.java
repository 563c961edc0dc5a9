package dev.sallyport.cli.report;

import dev.sallyport.cli.text.ShownCalls;
import dev.sallyport.event.Certainty;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Server, tools, destinations, as lists within lists; what was denied stands out and comes first.
 */
final class ToolMap {
    private static final String NO_CALL = "(no tool call in progress)";
    private static final String UNKNOWN = "(recorded without tool calls)";
    private static final int MOST = 200;

    /** By tool; in each the rows of a destination put together. */
    private final Map<String, Map<String, Place>> tools = new TreeMap<>();

    private record Place(String destination, boolean denied, boolean violation, long count) {
        Place plus(Place other) {
            return new Place(
                    destination,
                    denied || other.denied,
                    violation || other.violation,
                    count + other.count);
        }
    }

    ToolMap(List<Row> rows) {
        for (Row row : rows) {
            tools.computeIfAbsent(tool(row), tool -> new LinkedHashMap<>())
                    .merge(
                            row.destination(),
                            new Place(
                                    row.destination(),
                                    !row.allowed(),
                                    row.isViolation(),
                                    row.count()),
                            Place::plus);
        }
    }

    private static String tool(Row row) {
        Certainty certainty = row.calls().certainty();
        if (certainty == null) {
            return UNKNOWN;
        }
        return certainty == Certainty.NONE ? NO_CALL : ShownCalls.text(row.calls());
    }

    void write(Html html, String server) {
        html.open("ul", "class", "map").open("li");
        html.element("span", server, "class", "node").open("ul");
        tools.forEach((tool, places) -> tool(html, tool, places));
        html.close().close().close().line();
    }

    private static void tool(Html html, String tool, Map<String, Place> places) {
        boolean violation = places.values().stream().anyMatch(Place::violation);
        html.open("li", "data-filter", "", "data-violation", violation ? "" : null);
        html.element("span", tool, "class", "node").open("ul");
        List<Place> sorted =
                places.values().stream()
                        .sorted(
                                Comparator.comparing(Place::denied)
                                        .reversed()
                                        .thenComparing(Place::destination))
                        .limit(MOST)
                        .toList();
        for (Place place : sorted) {
            html.open("li", "class", place.violation() ? "bad" : place.denied() ? "noted" : null);
            html.element("code", place.destination());
            html.element("span", place.count() + "x", "class", "times");
            if (place.violation()) {
                html.element("span", "denied", "class", "badge bad");
            } else if (place.denied()) {
                html.element("span", "logged", "class", "badge");
            }
            html.close();
        }
        if (places.size() > MOST) {
            html.element("li", "and " + (places.size() - MOST) + " more", "class", "none");
        }
        html.close().close().line();
    }
}
