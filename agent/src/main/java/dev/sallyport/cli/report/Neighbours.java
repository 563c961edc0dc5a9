package dev.sallyport.cli.report;

import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which servers on this machine went to the same place. */
final class Neighbours {
    private final Map<String, SortedSet<String>> servers = new HashMap<>();

    Neighbours(History history) {
        for (ServerHistory server : history.servers()) {
            for (Kind kind : server.kinds()) {
                servers.computeIfAbsent(place(kind), place -> new TreeSet<>()).add(server.server());
            }
        }
    }

    /** All of them but this one, sorted. */
    SortedSet<String> of(String server, Kind kind) {
        SortedSet<String> others =
                new TreeSet<>(servers.getOrDefault(place(kind), new TreeSet<>()));
        others.remove(server);
        return others;
    }

    /** A name is one place, whether it is looked up or connected to. */
    private static String place(Kind kind) {
        Target target = kind.target();
        if (target.path() != null) {
            return kind.activity() + " " + target.path();
        }
        return target.name() != null ? target.name() : String.valueOf(target.address());
    }
}
