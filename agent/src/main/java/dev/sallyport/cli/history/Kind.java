package dev.sallyport.cli.history;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Event;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.event.Trace;
import dev.sallyport.policy.Reason;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Attempts of one server that a person would call the same, over all its runs: the same target,
 * outcome, tool calls and caller. A named target has one kind whatever address it had.
 */
public final class Kind {
    /** Addresses that are kept of a name that has many. */
    public static final int MOST_ADDRESSES = 32;

    private final Event example;
    private final boolean others;
    private final Timeline timeline = new Timeline();
    private SortedSet<String> addresses = Collections.emptySortedSet();
    private RunSet runs = new RunSet();
    private boolean moreAddresses;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last;

    /**
     * Nothing is counted yet.
     *
     * @param others whether it stands for all kinds that were too many
     */
    Kind(Event example, boolean others) {
        this.example = example;
        this.others = others;
    }

    void add(Event event, int run) {
        add(event.count(), event.first(), event.last(), run);
        String address = event.target().address();
        if (address != null && !others && !addresses.contains(address)) {
            keep(address);
        }
    }

    /** More of the same, to an address that is known already. */
    void add(long attempts, long from, long to, int run) {
        count += attempts;
        first = Math.min(first, from);
        last = Math.max(last, to);
        timeline.add(from, attempts);
        runs.add(run);
    }

    private void keep(String address) {
        if (addresses.size() == MOST_ADDRESSES) {
            moreAddresses = true;
            return;
        }
        if (addresses.isEmpty()) {
            addresses = new TreeSet<>();
        }
        addresses.add(address);
    }

    void renumber(int[] ordinals) {
        runs = runs.renumbered(ordinals);
    }

    public Activity activity() {
        return example.activity();
    }

    /** Of its first attempt; its address is one of {@link #addresses}. */
    public Target target() {
        return example.target();
    }

    /** Whether every policy allows it, so that no rule is needed. */
    public boolean isBuiltIn() {
        String reason = outcome().reason();
        return outcome().allowed()
                && reason.startsWith("builtin:")
                && !reason.equals(Reason.LEARN.wire());
    }

    public Outcome outcome() {
        return example.outcome();
    }

    /** The requests are those of its first attempt. */
    public ToolCalls calls() {
        return example.origin().calls();
    }

    /** Of its first attempt; {@code null} where nobody looked. */
    public Caller caller() {
        return example.origin().caller();
    }

    /** Of its first attempt; {@code null} where no span was current. */
    public Trace trace() {
        return example.origin().trace();
    }

    /**
     * Whether it stands for all of its server, activity and reason that came after the history had
     * as many kinds as it keeps apart: its count is exact, its target is called {@code (others)},
     * and nothing is known of tool calls and callers.
     */
    public boolean isOthers() {
        return others;
    }

    /** Literals, sorted; at most {@link #MOST_ADDRESSES}. */
    public SortedSet<String> addresses() {
        return Collections.unmodifiableSortedSet(addresses);
    }

    /** Whether there were more than {@link #addresses} has. */
    public boolean hasMoreAddresses() {
        return moreAddresses;
    }

    /** The ordinals of the runs that made such attempts, from 0 in the order of their starts. */
    public RunSet runs() {
        return runs;
    }

    public long count() {
        return count;
    }

    /** Epoch milliseconds. */
    public long first() {
        return first;
    }

    /** Epoch milliseconds. */
    public long last() {
        return last;
    }

    /** When its attempts were made. */
    public Timeline timeline() {
        return timeline;
    }
}
