package dev.sallyport.agent.attribution;

import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** One call of the MCP client's, from its request to its end; threads carry it as their label. */
public final class Call {
    /** Stands for no call, on a thread that works for somebody unknown for a while. */
    public static final Call NOBODY = new Call("", "", false);

    /** Stands for several calls that share a piece of work. */
    public static final Call SHARED = new Call("", "", false);

    /**
     * How many pieces of work may be on their way at once. What a call hands over beyond that has
     * no label, which is told as such.
     */
    public static final int MOST_HAND_OVERS = 10_000;

    /** How often a call notes who hands work over. */
    public static final int MOST_TRACES = 32;

    /** How many marks a call can bear. */
    public static final int MARKS = 4_096;

    private final ToolCalls exactly;

    /** {@code null} where nobody notes anything, which is asked at every hand-over. */
    private final AtomicInteger traces;

    private final AtomicInteger handOvers = new AtomicInteger();
    private volatile AtomicLongArray marks;
    private volatile boolean hasEnded;

    /**
     * A call that begins.
     *
     * @param name as {@link ToolCalls#names} has it
     * @param request the id of its JSON-RPC request
     * @param isTraced whether it notes who hands work over
     */
    public Call(String name, String request, boolean isTraced) {
        this.traces = isTraced ? new AtomicInteger(MOST_TRACES) : null;
        this.exactly =
                new ToolCalls(
                        Certainty.EXACT,
                        List.of(name),
                        request.isEmpty() ? List.of() : List.of(request));
    }

    /** As {@link ToolCalls#names} has it. */
    public String name() {
        return exactly.names().get(0);
    }

    /** The id of its JSON-RPC request. */
    public String request() {
        return exactly.requests().isEmpty() ? "" : exactly.requests().get(0);
    }

    /** What is told of an attempt that surely belongs to it. */
    public ToolCalls exactly() {
        return exactly;
    }

    /** Whether it notes who hands work over this time, which costs a walk over the stack. */
    public boolean mayTrace() {
        return traces != null && traces.get() > 0 && traces.getAndDecrement() > 0;
    }

    /** It is over. */
    public void end() {
        hasEnded = true;
    }

    /** Whether it is over. */
    public boolean hasEnded() {
        return hasEnded;
    }

    /** One more piece of work is on its way, if there may be one more. */
    public boolean mayHandOver() {
        if (handOvers.incrementAndGet() <= MOST_HAND_OVERS) {
            return true;
        }
        handOvers.decrementAndGet();
        return false;
    }

    /** A piece of work has arrived. */
    public void handedOver() {
        handOvers.decrementAndGet();
    }

    /**
     * Notes a place where something of this call's lies.
     *
     * @param mark 0 to {@link #MARKS} - 1
     */
    public void mark(int mark) {
        AtomicLongArray words = marks;
        if (words == null) {
            words = marks();
        }
        int word = mark >> 6;
        long bit = 1L << mark;
        long before = words.get(word);
        while ((before & bit) == 0 && !words.compareAndSet(word, before, before | bit)) {
            before = words.get(word);
        }
    }

    private synchronized AtomicLongArray marks() {
        if (marks == null) {
            marks = new AtomicLongArray(MARKS >> 6);
        }
        return marks;
    }

    /** The first mark from {@code from} on, or -1. */
    public int nextMark(int from) {
        AtomicLongArray words = marks;
        if (words == null || from >= MARKS) {
            return -1;
        }
        int word = from >> 6;
        long rest = words.get(word) & (-1L << from);
        while (rest == 0) {
            word++;
            if (word == words.length()) {
                return -1;
            }
            rest = words.get(word);
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }
}
