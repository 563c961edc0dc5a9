package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.Target;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names that handshakes have proved for connections to bare addresses. They are told of what is
 * counted elsewhere, so they are no kinds of their own.
 */
final class ServerNames {
    /** A server that leads to more places than this by address alone is told of without names. */
    private static final int MOST_PLACES = 10_000;

    private final Map<String, SortedSet<String>> names = new HashMap<>();

    void add(Event event) {
        Target target = event.target();
        boolean isProved = "sni".equals(target.nameSource()) && target.name() != null;
        // One that stands for too many has no address.
        if (!isProved || target.address() == null) {
            return;
        }
        String place = place(target, target.address());
        SortedSet<String> known = names.get(place);
        if (known == null && names.size() < MOST_PLACES) {
            known = new TreeSet<>();
            names.put(place, known);
        }
        if (known != null && known.size() < Target.MOST_NAMES) {
            known.add(target.name());
        }
    }

    /** Sorted, at most {@link Target#MOST_NAMES}. */
    SortedSet<String> of(Target target, String address) {
        SortedSet<String> known = address == null ? null : names.get(place(target, address));
        return known == null
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(known);
    }

    private static String place(Target target, String address) {
        return address + " " + target.port() + " " + target.transport();
    }
}
