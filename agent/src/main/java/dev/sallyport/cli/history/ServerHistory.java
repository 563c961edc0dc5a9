package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one server did. */
public final class ServerHistory {
    private final String server;
    private final Map<String, PastRun> runs = new LinkedHashMap<>();
    private final Map<String, Integer> ordinals = new LinkedHashMap<>();
    private final Map<List<Object>, Kind> kinds = new LinkedHashMap<>();

    ServerHistory(String server) {
        this.server = server;
    }

    void add(RunEvent event) {
        PastRun run = run(event.run());
        run.follow(event.sequence(), event.before());
        run.add(event);
    }

    void add(Event event) {
        run(event.run()).follow(event.sequence(), event.before());
        kinds.computeIfAbsent(KindKey.of(event), key -> new Kind(event))
                .add(event, ordinals.get(event.run().id()));
    }

    private PastRun run(Run run) {
        ordinals.putIfAbsent(run.id(), ordinals.size());
        return runs.computeIfAbsent(run.id(), id -> new PastRun(run));
    }

    public String server() {
        return server;
    }

    /** The oldest first; a kind's ordinals count in this order. */
    public List<PastRun> runs() {
        return List.copyOf(runs.values());
    }

    /** In the order of their first events. */
    public Collection<Kind> kinds() {
        return Collections.unmodifiableCollection(kinds.values());
    }
}
