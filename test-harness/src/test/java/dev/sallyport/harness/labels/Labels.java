package dev.sallyport.harness.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.TcpListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Runs a program whose connections each have a port of their own, and reads their labels. */
final class Labels {
    private Labels() {}

    /**
     * As {@code exact [get_forecast] x 5}, by name.
     *
     * @param first the program's first arguments; {@code name=port} of each name follows
     */
    static Map<String, String> of(
            Jdk jdk, Path folder, Class<?> program, List<String> first, List<String> names)
            throws Exception {
        Map<Integer, String> nameOf = new TreeMap<>();
        List<String> arguments = new ArrayList<>(first);
        List<TcpListener> listeners = new ArrayList<>();
        try {
            for (String name : names) {
                TcpListener listener = TcpListener.on("127.0.0.1");
                listeners.add(listener);
                nameOf.put(listener.port(), name);
                arguments.add(name + "=" + listener.port());
            }
            GuardedRun run = guarded(jdk, folder).run(program, arguments);
            assertEquals(0, run.exit(), run::toString);
            return of(run.events(), nameOf);
        } finally {
            for (TcpListener listener : listeners) {
                listener.close();
            }
        }
    }

    /** With the SDK on its class path. */
    static GuardedJvm guarded(Jdk jdk, Path folder) throws IOException {
        return GuardedJvm.on(jdk, folder).classPathOfTests();
    }

    private static Map<String, String> of(Events events, Map<Integer, String> nameOf) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (JsonNode event : events.lines()) {
            String name = nameOf.get(event.path("dst_endpoint").path("port").asInt(-1));
            if (name != null) {
                counts.computeIfAbsent(name, unseen -> new TreeMap<>())
                        .merge(label(event), event.path("count").asLong(), Long::sum);
            }
        }
        Map<String, String> labels = new TreeMap<>();
        counts.forEach(
                (name, kinds) -> {
                    List<String> texts = new ArrayList<>();
                    kinds.forEach((kind, count) -> texts.add(kind + " x " + count));
                    labels.put(name, String.join(", ", texts));
                });
        return labels;
    }

    private static String label(JsonNode event) {
        JsonNode own = event.path("unmapped");
        List<String> names = new ArrayList<>();
        own.path("tool_calls").forEach(name -> names.add(name.asString()));
        return own.path("tool_certainty").asString() + " " + names;
    }
}
