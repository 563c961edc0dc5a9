package dev.sallyport.harness.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class JmxTest {
    private static final String ADDRESS = "127.0.0.72";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void whoeverAsksForThePlatformsServerFindsTheGuardThereAndCannotChangeIt() throws Exception {
        GuardedRun run = run(jvm(), "asks");

        List<String> shown = run.stdout().lines().toList();
        assertEquals("servers 0", shown.get(2), "none is made where nobody asks");
        assertTrue(
                shown.containsAll(
                        List.of(
                                "Server guarded",
                                "Mode hold",
                                "OnViolation block",
                                "ConnectionsAllowed 1",
                                "ConnectionsDenied 1",
                                "Violations 1",
                                "operations 0",
                                "is read-only")),
                run::toString);
        assertTrue(
                shown.stream().anyMatch(line -> line.matches("LastViolation v[0-9a-f]{6}")),
                run::toString);
        assertTrue(
                shown.stream().anyMatch(line -> line.matches("PolicySha256 [0-9a-f]{64}")),
                run::toString);
        assertFalse(run.stdout().contains("LastViolationTime null"), run::toString);
        assertFalse(run.stdout().contains("127.0.0"), "no host, no address");
    }

    @Test
    void whereNobodyAsksTheServerIsMadeOnDemand() throws Exception {
        GuardedRun run = run(jvm().option("jmx", "true"), "waits");

        assertTrue(run.stdout().lines().toList().contains("Violations 1"), run::toString);
    }

    private GuardedJvm jvm() throws Exception {
        return GuardedJvm.on(jdk, folder);
    }

    private static GuardedRun run(GuardedJvm jvm, String mode) throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS);
                TcpListener other = TcpListener.on(ADDRESS)) {
            jvm.policy(
                    Policies.allowing(
                            "{\"cidr\": \"%s\", \"ports\": [%d]}"
                                    .formatted(ADDRESS, listed.port())));
            GuardedRun run =
                    jvm.run(
                            Managed.class,
                            List.of(mode, ADDRESS, "" + listed.port(), "" + other.port()));
            assertEquals(0, run.exit(), run::toString);
            return run;
        }
    }
}
