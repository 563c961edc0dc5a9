package dev.sallyport.harness.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A violation and the OpenTelemetry span in which it happened lead to each other. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class SpansTest {
    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aViolationIsAnEventOfTheSpanThatIsCurrentAndNamesIt() throws Exception {
        GuardedRun run = jvm().run(Traced.class, List.of("42001", "42002", "42003"));

        assertEquals(0, run.exit(), run::toString);
        JsonNode within = denied(run, 42002);
        String span = "span " + own(within, "trace_id") + " " + own(within, "span_id");
        assertTrue(run.stdout().contains(span), run::toString);
        String violation = own(within, "violation");
        List<String> events =
                run.stdout().lines().filter(line -> line.startsWith("sallyport.")).toList();
        assertEquals(2, events.size(), run::toString);
        for (String event : events) {
            assertTrue(event.startsWith("sallyport.violation "), event);
            for (String fact :
                    List.of(
                            "sallyport.violation=" + violation,
                            "sallyport.verdict=deny",
                            "sallyport.reason=not-listed",
                            "sallyport.destination=127.0.0.77:42002")) {
                assertTrue(event.contains(fact), event);
            }
        }
        assertEquals(null, own(denied(run, 42001), "trace_id"));
        assertEquals(null, own(denied(run, 42003), "trace_id"));
    }

    @Test
    void whatSaysWhichSpanIsCurrentChangesNoVerdictByWhatItDoes() throws Exception {
        GuardedRun run =
                jvm().run(
                                HostileSpans.class,
                                List.of(
                                        "context",
                                        "throws",
                                        "42010",
                                        "context",
                                        "dies",
                                        "42011",
                                        "context",
                                        "connects",
                                        "42012",
                                        "context",
                                        "waits",
                                        "42014",
                                        "getSpanContext",
                                        "throws",
                                        "42015",
                                        "addEvent",
                                        "throws",
                                        "42016",
                                        "addEvent",
                                        "dies",
                                        "42017",
                                        "addEvent",
                                        "connects",
                                        "42018",
                                        "addEvent",
                                        "waits",
                                        "42020"));

        assertEquals(0, run.exit(), run::toString);
        for (int port = 42010; port <= 42020; port++) {
            assertTrue(run.stdout().contains(port + " refused"), run::toString);
            denied(run, port);
        }
        for (int port : List.of(42010, 42011, 42014, 42015)) {
            assertEquals(null, own(denied(run, port), "trace_id"), "nobody said it");
        }
        for (int port : List.of(42016, 42017, 42018, 42020)) {
            assertEquals("0af7651916cd43dd8448eb211c80319c", own(denied(run, port), "trace_id"));
        }
        JsonNode stop = run.events().lines().get(run.events().lines().size() - 1);
        assertTrue(stop.path("unmapped").path("spans_unread").asInt() >= 5, stop::toString);
    }

    private GuardedJvm jvm() throws IOException {
        return GuardedJvm.on(jdk, folder)
                .policy(Policies.allowing("{\"host\": \"a.example\", \"ports\": [443]}"))
                .classPathOfTests(
                        entry -> entry.contains("opentelemetry") || !entry.endsWith(".jar"));
    }

    private static JsonNode denied(GuardedRun run, int port) {
        return run.events().lines().stream()
                .filter(line -> line.path("dst_endpoint").path("port").asInt() == port)
                .findFirst()
                .orElseThrow(() -> new AssertionError(port + ": " + run));
    }

    private static String own(JsonNode event, String name) {
        return event.path("unmapped").path(name).asString(null);
    }
}
