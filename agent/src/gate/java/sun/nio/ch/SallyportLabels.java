package sun.nio.ch;

import dev.sallyport.agent.attribution.Call;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.internal.reflect.Reflection;

/**
 * Which call of the MCP client's each thread works for: the calls in flight, the label of each
 * thread, and the labels of work that threads have handed over.
 *
 * <p>Everything here is quick while no call is in flight. A label that is not known is none: it is
 * never guessed, only the list of calls in flight is then told.
 */
public final class SallyportLabels {
    /** A reference to each call: one whose work was dropped without an end leaves with it. */
    private static final ConcurrentHashMap<InFlight, Boolean> CALLS = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Call> DROPPED = new ReferenceQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ThreadLocal<Place> PLACES = new ThreadLocal<>();
    private static final SallyportHandOvers HAND_OVERS = new SallyportHandOvers();

    /** Tools whose next calls are to note who hands work over, and how many of those. */
    private static final ConcurrentHashMap<String, AtomicInteger> TRACED =
            new ConcurrentHashMap<>();

    private static final int TRACED_CALLS = 4;
    private static final int MOST_TRACED = 1_000;

    private static final Object CARRYING = new Object();
    private static volatile boolean carried;

    /** Under its lock. */
    private static boolean tried;

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportLabels.class, everything);
        Reflection.registerMethodsToFilter(SallyportLabels.class, everything);
        Reflection.registerFieldsToFilter(SallyportHandOvers.class, everything);
        Reflection.registerFieldsToFilter(SallyportWork.class, everything);
        Reflection.registerFieldsToFilter(SallyportMcp.class, everything);
        Reflection.registerMethodsToFilter(SallyportMcp.class, everything);
    }

    private SallyportLabels() {}

    // ---- calls

    /** A call begins. The first one has the JDK's hand-overs hooked. */
    static Running begin(String name, String request) {
        carry();
        endDropped();
        Call call = new Call(name, request, isTraced(name));
        InFlight flight = new InFlight(call);
        CALLS.put(flight, Boolean.TRUE);
        COUNT.incrementAndGet();
        return new Running(call, flight);
    }

    private static boolean isTraced(String name) {
        AtomicInteger left = TRACED.get(name);
        if (left == null) {
            return false;
        }
        if (left.decrementAndGet() <= 0) {
            TRACED.remove(name, left);
        }
        return true;
    }

    /** Has this tool's next calls note who hands work over: a walk over the stack each time. */
    static void trace(String name) {
        if (TRACED.size() < MOST_TRACED) {
            TRACED.putIfAbsent(name, new AtomicInteger(TRACED_CALLS));
        }
    }

    /** Who hands work over now, in a call that notes it. */
    static Object maker(Call call) {
        if (!call.mayTrace()) {
            return null;
        }
        Object here = SallyportGate.sentry().caller();
        return here != null ? here : handedOverBy();
    }

    /** Who handed over what this thread does; {@code null} where that is not known. */
    static Object handedOverBy() {
        Place place = PLACES.get();
        return place == null ? null : place.turn.maker;
    }

    private static void endDropped() {
        Object dropped = DROPPED.poll();
        while (dropped != null) {
            ((InFlight) dropped).end();
            dropped = DROPPED.poll();
        }
    }

    /**
     * The JDK's hand-overs are hooked when this returns: tried once, and whoever comes meanwhile
     * waits for it. Who comes here from within, by another agent's transformer, goes on without.
     */
    static void carry() {
        Sentry guard = SallyportGate.sentry();
        if (!carried && guard != null) {
            synchronized (CARRYING) {
                if (!tried) {
                    tried = true;
                    try {
                        guard.carryLabels();
                    } finally {
                        carried = true;
                    }
                }
            }
        }
    }

    /** The call that stands behind a token, {@code null} for whatever else it is. */
    static Call call(Object token) {
        return token instanceof Token ? ((Token) token).call() : null;
    }

    /** A call, for code outside of the gate: all that it can do is give it back. */
    static class Token {
        private final Call call;

        Token(Call call) {
            this.call = call;
        }

        final Call call() {
            return call;
        }
    }

    /** A call, for those who began it. */
    static final class Running extends Token {
        private final InFlight flight;

        Running(Call call, InFlight flight) {
            super(call);
            this.flight = flight;
        }

        /** It is over; a second time is nothing. */
        void end() {
            flight.end();
        }
    }

    private static final class InFlight extends WeakReference<Call> {
        private final AtomicInteger open = new AtomicInteger(1);

        InFlight(Call call) {
            super(call, DROPPED);
        }

        /** It is over; a second time is nothing. */
        void end() {
            if (open.getAndSet(0) == 1) {
                CALLS.remove(this);
                COUNT.decrementAndGet();
                Call call = get();
                if (call != null) {
                    call.end();
                    HAND_OVERS.drop(call);
                }
            }
        }
    }

    /** Whether any call is in flight. */
    public static boolean any() {
        return COUNT.get() != 0;
    }

    /** The calls that what this thread does now belongs to, or may belong to. */
    static ToolCalls here() {
        if (!any()) {
            return ToolCalls.NONE;
        }
        Call label = label();
        if (label != null && !label.hasEnded()) {
            return label.exactly();
        }
        endDropped();
        List<Call> calls = new ArrayList<>();
        for (InFlight each : CALLS.keySet()) {
            Call call = each.get();
            if (call != null && !call.hasEnded()) {
                calls.add(call);
            }
        }
        if (calls.isEmpty()) {
            return ToolCalls.NONE;
        }
        if (label != null) {
            // What outlives its call is still its work, or by now does the work of others.
            calls.add(label);
        }
        return oneOf(calls);
    }

    private static ToolCalls oneOf(List<Call> calls) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> requests = new TreeSet<>();
        for (Call call : calls) {
            names.add(call.name());
            if (requests.size() < ToolCalls.MOST_REQUESTS) {
                requests.add(call.request());
            }
        }
        Certainty certainty = calls.size() == 1 ? Certainty.ONLY_CALL : Certainty.ONE_OF;
        return new ToolCalls(certainty, new ArrayList<>(names), new ArrayList<>(requests));
    }

    // ---- threads

    /** What a thread is doing. */
    static final class Place {
        private Turn turn = Turn.UNKNOWN;

        /** The innermost hooked method that it is in. */
        private Scope scope;

        /** It is this work's turn, until {@link #giveBack}. */
        Turn take(Turn next) {
            Turn before = turn;
            turn = next;
            return before;
        }

        void giveBack(Turn before) {
            turn = before;
        }
    }

    /** Whom a thread works for, and by whose order. */
    static class Turn {
        private static final Turn UNKNOWN = new Turn(null, null);

        /** {@code null} if that is not known. */
        private final Call call;

        /** Who handed the work over; {@code null} where that is not known. */
        private final Object maker;

        Turn(Call call, Object maker) {
            this.call = call;
            this.maker = maker;
        }

        static Turn of(Call call) {
            return call == null ? UNKNOWN : new Turn(call, null);
        }
    }

    private static final class Scope {
        private final Object owner;

        /** What the work began with. */
        private final Call call;

        private final Turn before;
        private final Scope below;

        /** The call that began with it, if one did. */
        private Running begun;

        /** Whether somebody has asked for that call. */
        private boolean taken;

        /** Whether it does the work of several calls, one after the other. */
        private boolean serves;

        Scope(Object owner, Call call, Place place) {
            this.owner = owner;
            this.call = call;
            this.before = place.turn;
            this.below = place.scope;
        }
    }

    /** This thread's label; {@code null} where none is known. */
    static Call label() {
        Place place = PLACES.get();
        Call call = place == null ? null : place.turn.call;
        if (call == null && (place == null || place.scope == null)) {
            return HAND_OVERS.find(Thread.currentThread());
        }
        return call == Call.NOBODY ? null : call;
    }

    /** This thread's place, in which the caller puts a label and takes it out again. */
    static Place place() {
        Place place = PLACES.get();
        if (place == null) {
            place = new Place();
            PLACES.set(place);
        }
        return place;
    }

    /**
     * This thread begins a piece of work, for the call whose label it has, or for an unknown one. A
     * part of the work that is hooked as well has the label of the whole.
     *
     * @param again whether the work keeps its label
     */
    public static void enter(Object work, boolean again) {
        Place place = PLACES.get();
        Scope scope = place == null ? null : place.scope;
        if (scope != null && scope.owner == work) {
            enter(work, scope.call);
        } else {
            enter(work, again ? HAND_OVERS.find(work) : HAND_OVERS.take(work));
        }
    }

    /** The same, but for the call that it works for already where the work has no label. */
    public static void enterKnown(Object work) {
        Call label = HAND_OVERS.find(work);
        enter(work, label != null ? label : label());
    }

    /** This thread serves everybody from now on. */
    public static void enterForEverybody(Object service) {
        enter(service, null);
    }

    /** This thread begins to work for that call, or for an unknown one, until {@link #exit}. */
    static void enter(Object owner, Call call) {
        Place place = place();
        place.scope = new Scope(owner, call, place);
        place.turn = Turn.of(call);
    }

    /** This thread begins to serve several calls, and for which one, {@link #serve} says. */
    public static void enterAll(Object owner) {
        enter(owner, null);
        PLACES.get().scope.serves = true;
    }

    /** It is this piece of work's turn. */
    public static void serve(Object work) {
        Place place = PLACES.get();
        if (place != null && place.scope != null && place.scope.serves) {
            place.turn = Turn.of(HAND_OVERS.find(work));
        }
    }

    /** The end of what {@link #enter} began, and all within; nothing if it began nothing. */
    public static void exit(Object owner) {
        Place place = PLACES.get();
        Scope scope = place == null ? null : place.scope;
        while (scope != null && scope.owner != owner) {
            scope = scope.below;
        }
        if (scope != null) {
            place.turn = scope.before;
            place.scope = scope.below;
        }
    }

    /** This thread begins a call, and works for it until {@link #exitBegun}. */
    static void begin(Object owner, Running call) {
        enter(owner, call.call());
        place().scope.begun = call;
    }

    /** The call that this thread has just begun, once. */
    static Running takeBegun() {
        Place place = PLACES.get();
        Scope scope = place == null ? null : place.scope;
        if (scope == null || scope.taken) {
            return null;
        }
        scope.taken = true;
        return scope.begun;
    }

    /** The end of what {@link #begin} began, and which call that is. */
    static Running exitBegun(Object owner) {
        Place place = PLACES.get();
        Scope scope = place == null ? null : place.scope;
        if (scope == null || scope.owner != owner || scope.begun == null) {
            return null;
        }
        exit(owner);
        return scope.begun;
    }

    // ---- work that is handed over

    /** This piece of work will not be done, or not once more. */
    public static void drop(Object work) {
        HAND_OVERS.take(work);
    }

    /** Gives this thread's label to a piece of work, unless it has one. */
    public static void handOver(Object work) {
        Call label = label();
        if (label != null && !label.hasEnded() && work != null) {
            HAND_OVERS.put(work, label);
        }
    }
}
