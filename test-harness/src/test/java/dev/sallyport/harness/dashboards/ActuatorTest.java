package dev.sallyport.harness.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Health and info of Spring Boot before 4, which moved them; 4 is among the watched servers. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ActuatorTest {
    private static final String ADDRESS = "127.0.0.76";
    private static final Path VERSIONS = Path.of(System.getProperty("harness.target"), "actuator");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"2.7, true", "3.5, true", "3.5, false"})
    void healthAndInfoSayHowTheServerIsGuardedWhereAskedFor(String version, boolean asked)
            throws Exception {
        try (TcpListener other = TcpListener.on(ADDRESS)) {
            GuardedJvm jvm =
                    GuardedJvm.on(jdk, folder)
                            .option("actuator", Boolean.toString(asked))
                            .policy(
                                    Policies.allowing(
                                            "{\"host\": \"a.example\", \"ports\": [443]}"));
            try (Stream<Path> jars = Files.list(VERSIONS.resolve(version))) {
                jars.forEach(jvm::classPath);
            }
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(jar -> jar.contains("reactor-core") || jar.contains("reactive-streams"))
                    .forEach(jar -> jvm.classPath(Path.of(jar)));

            GuardedRun run =
                    jvm.run(Actuator.class, List.of(ADDRESS, Integer.toString(other.port())));

            assertEquals(0, run.exit(), run::toString);
            List<String> shown =
                    run.stdout().lines().filter(line -> !line.equals("was refused")).toList();
            if (!asked) {
                assertEquals(List.of("info {}"), shown);
                return;
            }
            assertEquals(3, shown.size(), run::toString);
            assertTrue(shown.get(0).startsWith("health sallyport UP {"), run::toString);
            assertTrue(shown.get(1).startsWith("reactive sallyport UP {"), run::toString);
            assertTrue(shown.get(2).startsWith("info {sallyport={"), run::toString);
            for (String line : shown) {
                for (String fact :
                        List.of(
                                "guarded=true",
                                "mode=hold",
                                "policySha256=",
                                "onViolation=block",
                                "lastViolation=v",
                                "lastViolationTime=2")) {
                    assertTrue(line.contains(fact), line);
                }
                assertTrue(!line.contains(ADDRESS), "no host");
            }
            assertEquals(0, other.accepted());
        }
    }
}
