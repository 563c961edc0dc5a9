package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a server was seen to do before. */
final class SeenBefore implements Known {
    private final Map<String, Visits> places = new TreeMap<>();
    private final Set<String> hashes = new HashSet<>();
    private final Set<String> met = new HashSet<>();

    /** For whom one place was gone to. */
    private static final class Visits {
        private final Set<String> callers = new TreeSet<>();
        private final Set<String> tools = new TreeSet<>();
        private boolean withoutCall;
        private boolean withUnknownCalls;
        private boolean byUnseenCallers;
    }

    SeenBefore(Iterable<Kind> kinds) {
        for (Kind kind : kinds) {
            if (!kind.isOthers()) {
                add(kind, places.computeIfAbsent(Place.of(kind), place -> new Visits()));
            }
        }
    }

    private void add(Kind kind, Visits visits) {
        ToolCalls calls = kind.calls();
        visits.tools.addAll(calls.names());
        visits.withoutCall |= calls.certainty() == Certainty.NONE;
        visits.withUnknownCalls |= calls.certainty() == null;
        if (kind.caller() == null) {
            visits.byUnseenCallers = true;
        } else {
            visits.callers.add(CallerName.of(kind.caller()));
        }
        if (kind.target().sha256() != null) {
            hashes.add(kind.target().sha256());
        }
        if (kind.activity() == Activity.CONNECT && kind.target().name() != null) {
            places.computeIfAbsent(Place.lookUp(kind.target()), place -> new Visits());
        }
    }

    @Override
    public Set<Novelty> newIn(Kind kind) {
        met.add(Place.of(kind));
        if (kind.activity() == Activity.CONNECT && kind.target().name() != null) {
            met.add(Place.lookUp(kind.target()));
        }
        Visits visits = places.get(Place.of(kind));
        boolean known = visits != null || hashes.contains(kind.target().sha256());
        Set<Novelty> found = EnumSet.noneOf(Novelty.class);
        switch (kind.activity()) {
            case TAMPERING -> found.add(Novelty.TAMPERING);
            case PROCESS -> addUnless(known, Novelty.NEW_PROCESS, found);
            case NATIVE_LIBRARY, AGENT -> addUnless(known, Novelty.NEW_LIBRARY, found);
            case CONNECT, UNIX_CONNECT, LOOKUP, REVERSE_LOOKUP -> {
                addUnless(known, Novelty.NEW_HOST, found);
                visit(kind, visits == null ? new Visits() : visits, known, found);
            }
            default -> {
                // a main jar is told of as the side's build
            }
        }
        return found;
    }

    private static void addUnless(boolean known, Novelty novelty, Set<Novelty> found) {
        if (!known) {
            found.add(novelty);
        }
    }

    /** Look-ups are cached and shared, so their tools and callers say little; their lack does. */
    private static void visit(Kind kind, Visits before, boolean known, Set<Novelty> found) {
        ToolCalls calls = kind.calls();
        boolean lookUp =
                kind.activity() == Activity.LOOKUP || kind.activity() == Activity.REVERSE_LOOKUP;
        boolean unsaid = before.withUnknownCalls || (lookUp && known);
        if (calls.certainty() == Certainty.NONE && !before.withoutCall && !unsaid) {
            found.add(Novelty.NO_TOOL_CALL);
        }
        if (!known || lookUp) {
            return;
        }
        if (!calls.names().isEmpty()
                && !before.withUnknownCalls
                && calls.names().stream().noneMatch(before.tools::contains)) {
            found.add(Novelty.NEW_TOOL);
        }
        if (kind.caller() != null
                && !before.byUnseenCallers
                && !before.callers.contains(CallerName.of(kind.caller()))) {
            found.add(Novelty.NEW_CALLER);
        }
    }

    @Override
    public List<String> gone() {
        List<String> gone = new ArrayList<>(places.keySet());
        gone.removeAll(met);
        return gone;
    }
}
