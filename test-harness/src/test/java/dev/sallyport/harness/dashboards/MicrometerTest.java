package dev.sallyport.harness.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Micrometer from the oldest version that the guest was read against to today's. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class MicrometerTest {
    private static final String ADDRESS = "127.0.0.71";
    private static final Path VERSIONS =
            Path.of(System.getProperty("harness.target"), "micrometer");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.9", "1.12", "current"})
    void aRegistryThatIsAddedToTheGlobalOneCountsWhatWasAllowedAndRefused(String version)
            throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS);
                TcpListener other = TcpListener.on(ADDRESS)) {
            GuardedRun run = run(version, listed.port(), other.port());

            assertEquals(
                    List.of(
                            "sallyport.connections reason=not-listed transport=tcp verdict=deny 3",
                            "sallyport.connections reason=rule transport=tcp verdict=allow 2",
                            "sallyport.decision 5",
                            "sallyport.violations activity=connect on.violation=block 3"),
                    lines(run, "after "),
                    run::toString);
            assertEquals(
                    List.of(
                            "sallyport.connections reason=not-listed team=weather transport=tcp"
                                    + " verdict=deny 3",
                            "sallyport.connections reason=rule team=weather transport=tcp"
                                    + " verdict=allow 2",
                            "sallyport.decision team=weather 5",
                            "sallyport.violations activity=connect on.violation=block"
                                    + " team=weather 3"),
                    lines(run, "before "),
                    run::toString);
            assertEquals(List.of("0"), lines(run, "elsewhere "), run::toString);
            assertEquals(List.of("0"), lines(run, "global "), "else Micrometer warns");
            assertEquals(0, other.accepted());
        }
    }

    @Test
    void hostsThatThePolicyListsAreTagsWhereAskedFor() throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS);
                TcpListener other = TcpListener.on(ADDRESS)) {
            String rule =
                    "{\"host\": \"weather.example\", \"addresses\": [\"%s\"], \"ports\": [%d]}"
                            .formatted(ADDRESS, listed.port());
            GuardedJvm jvm =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.allowing(rule))
                            .hosts(Map.of("weather.example", ADDRESS))
                            .option("host-tags", "true");
            String in = Integer.toString(listed.port());
            String out = Integer.toString(other.port());

            GuardedRun run = run(jvm, "current", List.of("weather.example", in, out, out));

            String host = "host=weather.example ";
            assertEquals(
                    List.of(
                            "sallyport.connections "
                                    + host
                                    + "reason=not-listed transport=tcp verdict=deny 2",
                            "sallyport.connections "
                                    + host
                                    + "reason=rule transport=tcp verdict=allow 1",
                            "sallyport.decision 3",
                            "sallyport.names 1",
                            "sallyport.violations activity=connect "
                                    + host
                                    + "on.violation=block 2"),
                    lines(run, "after "),
                    run::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9", "current"})
    void aRegistryThatBreaksOnOurMetersBreaksNothingAndIsOnRecord(String version) throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS);
                TcpListener other = TcpListener.on(ADDRESS)) {
            GuardedRun run = run(version, listed.port(), other.port());

            assertEquals(0, run.exit(), run::toString);
            assertEquals(2, run.stdout().lines().filter("came in"::equals).count());
            assertEquals(
                    List.of("java.lang.IllegalStateException"),
                    run.events().lines().stream()
                            .map(line -> line.path("unmapped"))
                            .filter(
                                    facts ->
                                            facts.path("unheard")
                                                    .asString("")
                                                    .endsWith(".CompositeMeterRegistry"))
                            .map(facts -> facts.path("why").asString())
                            .toList());
            assertTrue(
                    run.stderr().stream().allMatch(line -> line.startsWith("Sallyport refused")),
                    () -> "Micrometer warns: " + run);
        }
    }

    private GuardedRun run(String version, int listed, int other) throws Exception {
        GuardedJvm jvm =
                GuardedJvm.on(jdk, folder)
                        .policy(
                                Policies.allowing(
                                        "{\"cidr\": \"%s\", \"ports\": [%d]}"
                                                .formatted(ADDRESS, listed)));
        String in = Integer.toString(listed);
        String out = Integer.toString(other);
        return run(jvm, version, List.of(ADDRESS, in, out, out, in, out));
    }

    private static GuardedRun run(GuardedJvm jvm, String version, List<String> knocks)
            throws Exception {
        for (Path jar : jars(version)) {
            jvm.classPath(jar);
        }
        return jvm.run(Metered.class, knocks);
    }

    private static List<Path> jars(String version) throws IOException {
        try (Stream<Path> jars = Files.list(VERSIONS.resolve(version))) {
            return jars.toList();
        }
    }

    /** Of our figures of that registry those that are not about the agent itself. */
    private static List<String> lines(GuardedRun run, String registry) {
        return run.stdout()
                .lines()
                .filter(line -> line.startsWith(registry))
                .map(line -> line.substring(registry.length()))
                .filter(line -> !line.startsWith("sallyport.events"))
                .filter(line -> !line.startsWith("sallyport.hooks"))
                .toList();
    }
}
