package dev.sallyport.cli;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Compacted;
import dev.sallyport.event.Event;
import dev.sallyport.event.RunEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one server did, over all runs that were read. */
final class Summary {
    private final String server;
    private final Map<String, RunEvent> starts = new LinkedHashMap<>();
    private final Map<String, Long> sequences = new LinkedHashMap<>();
    private final Map<String, Row> rows = new TreeMap<>();
    private final Set<String> identities = new LinkedHashSet<>();
    private long missing;
    private long dropped;

    Summary(String server) {
        this.server = server;
    }

    void add(RunEvent event) {
        follow(event.run().id(), event.sequence(), event.before());
        if (event.activity() == Activity.START) {
            starts.put(event.run().id(), event);
        }
        String identity = event.activity() == Activity.SESSION ? new Identity(event).line() : null;
        if (identity != null) {
            identities.add(identity);
        }
    }

    /**
     * Takes an event of this server.
     *
     * @param ids which violations to keep; empty keeps everything
     */
    void add(Event event, Set<String> ids) {
        follow(event.run().id(), event.sequence(), event.before());
        if (!ids.isEmpty() && !ids.contains(event.outcome().violation())) {
            return;
        }
        Row row = new Row(event);
        rows.merge(row.key(), row, Row::plus);
    }

    /** A gap in a run's numbers that compaction does not explain is a lost event. */
    private void follow(String run, long sequence, Compacted before) {
        Long last = sequences.put(run, sequence);
        missing += Math.max(0, sequence - (last == null ? 0 : last) - 1 - before.events());
        dropped += before.dropped();
    }

    String server() {
        return server;
    }

    int runs() {
        return sequences.size();
    }

    /** Runs whose start is on record: only of those can be said what held. */
    int startedRuns() {
        return starts.size();
    }

    long missing() {
        return missing;
    }

    /** Allowed attempts that were dropped to keep the files within their bound. */
    long dropped() {
        return dropped;
    }

    /** Mode and action of each run, most recent last, without repeats. */
    List<String> modes() {
        List<String> modes = new ArrayList<>();
        for (RunEvent start : starts.values()) {
            Object action = start.facts().get("on_violation");
            String mode = action == null ? "learning" : "on violation " + action;
            modes.remove(mode);
            modes.add(mode);
        }
        return modes;
    }

    /** Who the server says it is, and what it was started from, without repeats. */
    Collection<String> identities() {
        return identities;
    }

    long lastStart() {
        long last = 0;
        for (RunEvent start : starts.values()) {
            last = Math.max(last, start.time());
        }
        return last;
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
