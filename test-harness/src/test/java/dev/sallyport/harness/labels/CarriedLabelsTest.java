package dev.sallyport.harness.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.TcpListener;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Eight calls at once, each of whose connections is made on another thread. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class CarriedLabelsTest {
    private static final int ROUNDS = 5;

    /** Since JDK 21. */
    private static final List<String> VIRTUAL = List.of("virtual_thread", "virtual_executor");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aLabelGoesWithWorkHoweverItIsHandedOver() throws Exception {
        List<String> carriers = new ArrayList<>(CarrierServer.carriers());
        carriers.removeAll(VIRTUAL);
        if (jdk.feature() >= 21) {
            carriers.addAll(VIRTUAL);
        }
        Map<String, String> labels = labels(carriers);
        Map<String, String> exact = new TreeMap<>();
        carriers.forEach(name -> exact.put(name, "exact [" + name + "] x " + ROUNDS));
        // It is called once more, when nothing else is in flight.
        exact.put("own_thread", "exact [own_thread] x " + (ROUNDS + 1));
        assertEquals(exact, labels);
    }

    @Test
    void whoIsAskedByEverybodyWorksForOneOfThem() throws Exception {
        Map<String, String> labels = labels(List.of("own_thread", "asks_elsewhere"));
        assertEquals(
                "one-of [asks_elsewhere, own_thread] x " + ROUNDS, labels.get("asks_elsewhere"));
    }

    /** A thread that serves others by then looks the same, so those in flight are named too. */
    @Test
    void workThatOutlivesItsCallIsNotOnlyThatOfTheCallInFlight() throws Exception {
        Map<String, String> labels = labels(List.of("own_thread", "after_its_end"));
        assertEquals("one-of [after_its_end, own_thread] x " + ROUNDS, labels.get("after_its_end"));
    }

    /** What was recorded of each tool's connections. */
    private Map<String, String> labels(List<String> tools) throws Exception {
        Map<Integer, String> toolOf = new TreeMap<>();
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(ROUNDS));
        List<TcpListener> listeners = new ArrayList<>();
        try {
            for (String tool : tools) {
                TcpListener listener = TcpListener.on("127.0.0.1");
                listeners.add(listener);
                toolOf.put(listener.port(), tool);
                arguments.add(tool + "=" + listener.port());
            }
            GuardedJvm jvm = GuardedJvm.on(jdk, folder);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                jvm.classPath(Path.of(entry));
            }
            GuardedRun run = jvm.run(CarrierServer.class, arguments);
            assertTrue(run.stdout().contains("carried"), run::toString);
            return labels(run.events(), toolOf);
        } finally {
            for (TcpListener listener : listeners) {
                listener.close();
            }
        }
    }

    private static Map<String, String> labels(Events events, Map<Integer, String> toolOf) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (JsonNode event : events.lines()) {
            String tool = toolOf.get(event.path("dst_endpoint").path("port").asInt(-1));
            if (tool != null) {
                JsonNode own = event.path("unmapped");
                List<String> names = new ArrayList<>();
                own.path("tool_calls").forEach(name -> names.add(name.asString()));
                counts.computeIfAbsent(tool, unseen -> new TreeMap<>())
                        .merge(
                                own.path("tool_certainty").asString() + " " + names,
                                event.path("count").asLong(),
                                Long::sum);
            }
        }
        Map<String, String> labels = new TreeMap<>();
        counts.forEach(
                (tool, kinds) -> {
                    List<String> texts = new ArrayList<>();
                    kinds.forEach((kind, count) -> texts.add(kind + " x " + count));
                    labels.put(tool, String.join(", ", texts));
                });
        return labels;
    }
}
