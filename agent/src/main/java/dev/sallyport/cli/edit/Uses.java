package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** What speaks for one rule: who used it, how often, when, for which tool calls. */
public final class Uses {
    private final SortedSet<Integer> runs = new TreeSet<>();
    private final SortedSet<String> sureTools = new TreeSet<>();
    private final SortedSet<String> maybeTools = new TreeSet<>();
    private final SortedSet<String> callers = new TreeSet<>();
    private boolean connections;
    private boolean inCalls;
    private boolean outsideCalls;
    private boolean uncertain;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last;

    /** Of a rule: its look-ups count only where nothing was connected to. */
    static Uses of(Collection<Kind> kinds) {
        Uses all = new Uses();
        Uses lookups = new Uses();
        for (Kind kind : kinds) {
            boolean lookup =
                    kind.activity() == Activity.LOOKUP
                            || kind.activity() == Activity.REVERSE_LOOKUP;
            (lookup ? lookups : all).add(kind);
        }
        if (all.count == 0) {
            return lookups;
        }
        all.connections = true;
        all.runs.addAll(lookups.runs);
        all.first = Math.min(all.first, lookups.first);
        return all;
    }

    void add(Kind kind) {
        kind.runs().stream().forEach(run -> runs.add(run));
        count += kind.count();
        first = Math.min(first, kind.first());
        last = Math.max(last, kind.last());
        Caller caller = kind.caller();
        if (caller != null) {
            callers.add(caller.name());
        }
        add(kind.calls());
    }

    void add(Uses others) {
        runs.addAll(others.runs);
        sureTools.addAll(others.sureTools);
        maybeTools.addAll(others.maybeTools);
        callers.addAll(others.callers);
        connections |= others.connections;
        inCalls |= others.inCalls;
        outsideCalls |= others.outsideCalls;
        uncertain |= others.uncertain;
        count += others.count;
        first = Math.min(first, others.first);
        last = Math.max(last, others.last);
    }

    private void add(ToolCalls calls) {
        Certainty certainty = calls.certainty();
        if (certainty == Certainty.EXACT || certainty == Certainty.ONLY_CALL) {
            sureTools.addAll(calls.names());
            inCalls = true;
        } else if (certainty == Certainty.ONE_OF) {
            maybeTools.addAll(calls.names());
            uncertain = true;
        } else {
            outsideCalls = true;
        }
    }

    /** Ordinals, from 0. */
    public SortedSet<Integer> runs() {
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

    /** Names of those that are known for sure. */
    public SortedSet<String> tools() {
        return sureTools;
    }

    /** Names of those that it may have been, where several were in progress. */
    public SortedSet<String> maybeTools() {
        return maybeTools;
    }

    /** As policies and people name them. */
    public SortedSet<String> callers() {
        return callers;
    }

    /** Whether more than look-ups. */
    public boolean hasConnections() {
        return connections;
    }

    /** Whether a rule may be narrowed to {@link #tools}: nothing else ever used it. */
    public boolean isForToolsAlone() {
        return inCalls && !outsideCalls && !uncertain;
    }

    public boolean hasUsesOutsideCalls() {
        return outsideCalls;
    }

    public boolean hasUsesInCalls() {
        return inCalls || uncertain;
    }

    public boolean isUncertain() {
        return uncertain;
    }
}
