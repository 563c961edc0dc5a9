package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator's own agents: OpenTelemetry's rewrites more of a server than any other. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class OtherAgentsTest {
    private static final String ADDRESS = "127.0.0.69";
    private static final Path OPENTELEMETRY =
            Path.of(System.getProperty("harness.target"), "agents", "opentelemetry-javaagent.jar");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openTelemetrysAgentAndOursWorkTogetherInEitherOrder(boolean oursFirst) throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS);
                TcpListener unlisted = TcpListener.on(ADDRESS)) {
            GuardedJvm launch =
                    GuardedJvm.on(jdk, folder)
                            .policy(
                                    Policies.allowing(
                                            "{\"cidr\": \"%s\", \"ports\": [%d]}"
                                                    .formatted(ADDRESS, listed.port())));
            String ours = launch.flag();
            String theirs = "-javaagent:" + OPENTELEMETRY;
            launch.flags(0)
                    .jvm(oursFirst ? ours : theirs, oursFirst ? theirs : ours)
                    .jvm(
                            // To its log, which is on stderr; the others go nowhere.
                            "-Dotel.traces.exporter=logging-otlp",
                            "-Dotel.metrics.exporter=none",
                            "-Dotel.logs.exporter=none");
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> entry.contains("opentelemetry") || !entry.endsWith(".jar"))
                    .forEach(entry -> launch.classPath(Path.of(entry)));
            GuardedRun run =
                    launch.run(
                            TracedAttempts.class,
                            "socket " + ADDRESS + " " + listed.port(),
                            "socket " + ADDRESS + " " + unlisted.port(),
                            "channel " + ADDRESS + " " + unlisted.port());
            assertEquals(Answer.ok("pong"), run.answers().get(0), run::toString);
            for (int i = 1; i < 3; i++) {
                assertFalse(run.answers().get(i).worked(), run::toString);
                assertTrue(
                        run.answers().get(i).text().contains("Sallyport refused"), run::toString);
            }
            assertEquals(1, listed.accepted());
            assertEquals(0, unlisted.accepted());
            assertFalse(
                    run.events().denied().keySet().stream()
                            .anyMatch(kind -> kind.startsWith("tampering")),
                    () -> "" + run.events().denied());
            assertInSpan(run, ADDRESS + ":" + unlisted.port());
        }
    }

    /** The refused connection is an event of the agent's span, and on record with its ids. */
    private static void assertInSpan(GuardedRun run, String destination) {
        JsonNode span = span(run);
        List<String> events = span.path("events").valueStream().map(JsonNode::toString).toList();
        assertEquals(2, events.size(), span::toString);
        for (String event : events) {
            assertTrue(event.contains("sallyport.violation"), event);
            assertTrue(event.contains(destination), event);
        }
        List<JsonNode> denied =
                run.events().lines().stream()
                        .map(line -> line.path("unmapped"))
                        .filter(facts -> facts.path("verdict").asString("").equals("deny"))
                        .toList();
        assertFalse(denied.isEmpty(), run::toString);
        for (JsonNode facts : denied) {
            assertEquals(span.path("traceId"), facts.path("trace_id"), facts::toString);
            assertEquals(span.path("spanId"), facts.path("span_id"), facts::toString);
        }
    }

    /** As it was exported. */
    private static JsonNode span(GuardedRun run) {
        return run.stderr().stream()
                .filter(line -> line.contains("\"name\":\"call\""))
                .map(line -> new JsonMapper().readTree(line.substring(line.indexOf('{'))))
                .flatMap(spans -> spans.findValues("spans").stream())
                .flatMap(JsonNode::valueStream)
                .filter(span -> span.path("name").asString().equals("call"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span was exported: " + run));
    }
}
