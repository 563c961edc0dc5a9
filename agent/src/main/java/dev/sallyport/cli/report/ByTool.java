package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Table;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server's rows by tool: where each goes, by which code, how often. What no call was in progress
 * for has a group of its own, and so has what may belong to several: it is counted once.
 */
final class ByTool {
    private final Map<String, List<Row>> tools = new TreeMap<>();
    private final List<Row> oneOf = new ArrayList<>();
    private final List<Row> none = new ArrayList<>();
    private final List<Row> unknown = new ArrayList<>();

    ByTool(List<Row> rows) {
        for (Row row : rows) {
            group(row.calls()).add(row);
        }
    }

    private List<Row> group(ToolCalls calls) {
        if (calls.certainty() == null) {
            return unknown;
        }
        if (calls.certainty() == Certainty.NONE) {
            return none;
        }
        return calls.names().size() == 1
                ? tools.computeIfAbsent(calls.names().get(0), name -> new ArrayList<>())
                : oneOf;
    }

    void print(PrintWriter out, int width) {
        tools.forEach((name, rows) -> print(out, width, Shown.text(name), rows));
        print(out, width, "(no tool call in progress)", none);
        print(out, width, "(one of several calls, not told apart)", oneOf);
        print(out, width, "(recorded without tool calls)", unknown);
    }

    private static void print(PrintWriter out, int width, String heading, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> destinations = new LinkedHashSet<>();
        Set<String> callers = new LinkedHashSet<>();
        long attempts = 0;
        for (Row row : rows) {
            destinations.add(row.destination());
            callers.add(row.caller());
            attempts += row.count();
        }
        out.println(
                heading
                        + ": "
                        + Wording.counted(destinations.size(), "destination")
                        + ", "
                        + Wording.counted(callers.size(), "caller")
                        + ", "
                        + Wording.counted(attempts, "attempt"));
        Table table =
                new Table("VERDICT", "DESTINATION", "CALLER", "CALL", "REASON", "COUNT>", "ID");
        for (Row row : rows) {
            table.add(
                    row.verdict(),
                    row.destination(),
                    row.caller(),
                    row.calls().isUncertain() ? row.tools() : "",
                    row.reason(),
                    Long.toString(row.count()),
                    row.violation());
        }
        table.print(out, "  ", width);
    }
}
