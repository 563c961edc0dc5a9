package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                            "-Dotel.traces.exporter=none",
                            "-Dotel.metrics.exporter=none",
                            "-Dotel.logs.exporter=none",
                            "-Dotel.javaagent.logging=none");
            GuardedRun run =
                    launch.run(
                            Attempts.class,
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
        }
    }
}
