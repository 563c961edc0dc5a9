package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/** What one server did. */
public final class ServerHistory {
    /** No run has this id. */
    private static final byte[] NOBODY = {0};

    private final String server;
    private final Limits limits;
    private final Shared shared;
    private final Predicate<Event> only;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<List<Object>, Kind> kinds = new LinkedHashMap<>();
    private final Map<List<Object>, Integer> sameReason = new HashMap<>();
    private final ServerNames serverNames = new ServerNames();
    private List<PastRun> runs = new ArrayList<>();
    private boolean inOrder = true;
    private byte[] recentId = NOBODY;
    private int recentPlace;
    private Kind passedOver;

    ServerHistory(String server, Limits limits, Shared shared, Predicate<Event> only) {
        this.server = server;
        this.limits = limits;
        this.shared = shared;
        this.only = only;
    }

    void add(RunEvent event) {
        runs.get(place(event.run())).add(shared.event(event));
        inOrder = false;
    }

    Kind add(Event event) {
        int place = place(event.run());
        runs.get(place).saw(event.sequence(), event.first(), event.last());
        runs.get(place).lacks(event.before());
        inOrder = false;
        if (!event.activity().isAttempt()) {
            serverNames.add(event);
            return passedOver(event);
        }
        Kind kind = only.test(event) ? kind(event) : passedOver(event);
        kind.add(event, place);
        return kind;
    }

    /**
     * Counts a line that tells of nothing new, and returns true; false where its run is not known
     * yet. Most lines are of the same run as the one before.
     */
    boolean addRepeat(Kind kind, byte[] line, Holes holes) {
        int from = holes.start(Holes.RUN);
        int to = holes.end(Holes.RUN);
        if (!Arrays.equals(line, from, to, recentId, 0, recentId.length)) {
            byte[] id = Arrays.copyOfRange(line, from, to);
            Integer place = places.get(new String(id, StandardCharsets.US_ASCII));
            if (place == null) {
                return false;
            }
            recentId = id;
            recentPlace = place;
        }
        long first = holes.number(Holes.FIRST);
        long last = holes.number(Holes.LAST);
        runs.get(recentPlace).saw(holes.number(Holes.SEQUENCE), first, last);
        kind.add(holes.number(Holes.COUNT), first, last, recentPlace);
        inOrder = false;
        return true;
    }

    /** What is not asked for has a kind as well, so that its repeats need not be read again. */
    private Kind passedOver(Event event) {
        if (passedOver == null) {
            passedOver = new Kind(Others.of(event), true);
        }
        return passedOver;
    }

    private Kind kind(Event event) {
        List<Object> key = KindKey.of(event);
        Kind known = kinds.get(key);
        if (known != null) {
            return known;
        }
        List<Object> reason = KindKey.ofReason(event);
        if (limits.admits(event, sameReason.getOrDefault(reason, 0))) {
            sameReason.merge(reason, 1, Integer::sum);
            Kind kind = new Kind(shared.event(event), false);
            kinds.put(key, kind);
            return kind;
        }
        return kinds.computeIfAbsent(reason, r -> new Kind(Others.of(event), true));
    }

    private int place(Run run) {
        Integer known = places.get(run.id());
        if (known != null) {
            return known;
        }
        places.put(run.id(), runs.size());
        runs.add(new PastRun(run));
        return runs.size() - 1;
    }

    /** Files are read as they come; only then is it known which run was first. */
    private void order() {
        if (inOrder) {
            return;
        }
        List<PastRun> ordered = new ArrayList<>(runs);
        ordered.sort(Comparator.comparingLong(PastRun::began));
        if (!ordered.equals(runs)) {
            int[] ordinals = new int[runs.size()];
            for (int i = 0; i < ordinals.length; i++) {
                String id = ordered.get(i).run().id();
                ordinals[places.get(id)] = i;
                places.put(id, i);
            }
            kinds.values().forEach(kind -> kind.renumber(ordinals));
            runs = ordered;
            recentId = NOBODY;
        }
        inOrder = true;
    }

    public String server() {
        return server;
    }

    /** The oldest first; a kind's ordinals count in this order. */
    public List<PastRun> runs() {
        order();
        return Collections.unmodifiableList(runs);
    }

    /**
     * The names that the JDK's TLS has verified certificates for on connections by bare address to
     * where this kind leads; sorted, empty for most.
     */
    public SortedSet<String> serverNames(Kind kind) {
        return serverNames.of(kind.target(), kind.target().address());
    }

    /** In the order of their first events. */
    public Collection<Kind> kinds() {
        order();
        return Collections.unmodifiableCollection(kinds.values());
    }
}
