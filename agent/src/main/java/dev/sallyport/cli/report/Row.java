package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.ShownCalls;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.ToolCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Attempts that a person would call the same, allowed ones too, and how many there were. Texts are
 * fit for a terminal.
 *
 * @param verdict {@code allow}, {@code deny, blocked} …
 * @param host what keeps a connection beside its look-up when rows are sorted
 * @param serverNames that handshakes have proved for a bare address, sorted; empty for most
 * @param calls as the events have them
 * @param caller which code, and which library connected for it; {@code -} where nobody looked
 * @param violation the id, empty where there is no denial
 * @param isViolation whether it counts as one
 * @param first epoch milliseconds
 * @param last epoch milliseconds
 */
public record Row(
        String verdict,
        String host,
        String destination,
        SortedSet<String> serverNames,
        ToolCalls calls,
        String caller,
        String reason,
        String violation,
        boolean isViolation,
        boolean allowed,
        long count,
        long first,
        long last) {

    /** Violations first, the latest on top; then what else was denied; then what was allowed. */
    static List<Row> of(ServerHistory history, Collection<Kind> kinds) {
        Map<String, Row> together = new TreeMap<>();
        for (Kind kind : kinds) {
            boolean bare = kind.target().name() == null;
            Row row = of(kind, bare ? history.serverNames(kind) : Collections.emptySortedSet());
            together.merge(row.key(), row, Row::plus);
        }
        List<Row> sorted = new ArrayList<>(together.values());
        sorted.sort(
                Comparator.comparingInt(Row::weight)
                        .thenComparing(row -> row.isViolation ? -row.last : 0)
                        .thenComparing(Row::host)
                        .thenComparing(Row::destination));
        return List.copyOf(sorted);
    }

    /** Of one kind alone. */
    public static Row of(Kind kind) {
        return of(kind, Collections.emptySortedSet());
    }

    private static Row of(Kind kind, SortedSet<String> serverNames) {
        Outcome outcome = kind.outcome();
        String caller = Wording.caller(kind.caller());
        return new Row(
                verdict(outcome),
                kind.target().display(),
                Shown.text(Wording.destination(kind.activity(), kind.target())),
                serverNames,
                kind.calls(),
                caller == null ? "-" : Shown.text(caller),
                Shown.text(outcome.reason()),
                outcome.violation() == null ? "" : Shown.text(outcome.violation()),
                outcome.isViolation(),
                outcome.allowed(),
                kind.count(),
                kind.first(),
                kind.last());
    }

    private Row plus(Row other) {
        return new Row(
                verdict,
                host,
                destination,
                serverNames,
                calls,
                caller,
                reason,
                violation,
                isViolation,
                allowed,
                count + other.count,
                Math.min(first, other.first),
                Math.max(last, other.last));
    }

    private static String verdict(Outcome outcome) {
        if (outcome.allowed()) {
            return "allow";
        }
        if (outcome.isBlocked()) {
            return outcome.quiet() ? "deny, blocked (quiet)" : "deny, blocked";
        }
        return outcome.isViolation() ? "deny, reported" : "deny, logged";
    }

    private String key() {
        return String.join("\n", verdict, destination, tools(), caller, reason, violation);
    }

    private int weight() {
        return isViolation ? 0 : allowed ? 2 : 1;
    }

    /** The destination, with the names beside a bare address. */
    public String named() {
        return destination + Shown.text(Wording.sni(serverNames));
    }

    /** The tool calls and how sure they are; {@code -} where nobody looked. */
    public String tools() {
        return ShownCalls.text(calls);
    }
}
