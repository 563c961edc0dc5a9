package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.RunEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What guarded servers did. */
public final class History {
    private final Map<String, ServerHistory> servers = new TreeMap<>();

    public void add(RunEvent event) {
        of(event.run().server()).add(event);
    }

    public void add(Event event) {
        of(event.run().server()).add(event);
    }

    private ServerHistory of(String name) {
        return servers.computeIfAbsent(name, ServerHistory::new);
    }

    /** By name. */
    public Collection<ServerHistory> servers() {
        return Collections.unmodifiableCollection(servers.values());
    }

    /** {@code null} where nothing is on record of it. */
    public ServerHistory server(String name) {
        return servers.get(name);
    }
}
