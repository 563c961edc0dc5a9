package dev.sallyport.cli.history;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Event;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
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
    private final SortedSet<String> addresses = new TreeSet<>();
    private final SortedSet<Integer> runs = new TreeSet<>();
    private boolean moreAddresses;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last;

    Kind(Event example) {
        this.example = example;
    }

    void add(Event event, int run) {
        count += event.count();
        first = Math.min(first, event.first());
        last = Math.max(last, event.last());
        runs.add(run);
        String address = event.target().address();
        if (address != null && !addresses.contains(address)) {
            if (addresses.size() < MOST_ADDRESSES) {
                addresses.add(address);
            } else {
                moreAddresses = true;
            }
        }
    }

    public Activity activity() {
        return example.activity();
    }

    /** Of its first attempt; its address is one of {@link #addresses}. */
    public Target target() {
        return example.target();
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

    /** Literals, sorted; at most {@link #MOST_ADDRESSES}. */
    public SortedSet<String> addresses() {
        return Collections.unmodifiableSortedSet(addresses);
    }

    /** Whether there were more than {@link #addresses} has. */
    public boolean hasMoreAddresses() {
        return moreAddresses;
    }

    /** The ordinals of the runs that made such attempts, from 0 in the order of their starts. */
    public SortedSet<Integer> runs() {
        return Collections.unmodifiableSortedSet(runs);
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
}
