package dev.sallyport.cli;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.RunEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the review says of one server. */
final class Summary {
    private final ServerHistory history;
    private final Map<String, Row> rows = new TreeMap<>();

    /**
     * Takes what is on record of a server.
     *
     * @param ids which violations to keep; empty keeps everything
     */
    Summary(ServerHistory history, Set<String> ids) {
        this.history = history;
        for (Kind kind : history.kinds()) {
            if (ids.isEmpty() || ids.contains(kind.outcome().violation())) {
                Row row = new Row(kind);
                rows.merge(row.key(), row, Row::plus);
            }
        }
    }

    String server() {
        return history.server();
    }

    int runs() {
        return history.runs().size();
    }

    /** Runs whose start is on record: only of those can be said what held. */
    long startedRuns() {
        return history.runs().stream().filter(run -> run.start() != null).count();
    }

    long missing() {
        return history.runs().stream().mapToLong(PastRun::missing).sum();
    }

    /** Allowed attempts that were dropped to keep the files within their bound. */
    long dropped() {
        return history.runs().stream().mapToLong(PastRun::dropped).sum();
    }

    /** Mode and action of each run, most recent last, without repeats. */
    List<String> modes() {
        Set<String> modes = new LinkedHashSet<>();
        for (PastRun run : history.runs()) {
            if (run.start() != null) {
                Object action = run.start().facts().get("on_violation");
                String mode = action == null ? "learning" : "on violation " + action;
                modes.remove(mode);
                modes.add(mode);
            }
        }
        return List.copyOf(modes);
    }

    /** Who the server says it is, and what it was started from, without repeats. */
    Collection<String> identities() {
        Set<String> identities = new LinkedHashSet<>();
        for (PastRun run : history.runs()) {
            for (RunEvent session : run.sessions()) {
                String identity = new Identity(session).line();
                if (identity != null) {
                    identities.add(identity);
                }
            }
        }
        return identities;
    }

    long lastStart() {
        return history.runs().stream()
                .filter(run -> run.start() != null)
                .mapToLong(PastRun::began)
                .max()
                .orElse(0);
    }

    /** Violations first, the latest on top; then what else was denied; then what was allowed. */
    List<Row> rows() {
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(
                Comparator.comparingInt(Row::weight)
                        .thenComparing(row -> row.isViolation() ? -row.last() : 0)
                        .thenComparing(Row::host)
                        .thenComparing(Row::destination));
        return sorted;
    }

    long violations() {
        return rows.values().stream().filter(Row::isViolation).count();
    }
}
