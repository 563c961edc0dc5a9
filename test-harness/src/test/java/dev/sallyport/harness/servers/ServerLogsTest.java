package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.servers.StdioSession.End;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code log=server} on servers whose stdout is the protocol. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ServerLogsTest {
    private static final String REFUSED = "Sallyport refused guarded -> 127.0.0.88:43001";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    private record Started(GuardedJvm jvm, StdioSession session) {
        GuardedRun ended() throws Exception {
            String stdout = session.stdoutTo(End.CLOSED_STDIN);
            assertEquals(5, stdout.lines().count(), stdout);
            assertTrue(stdout.lines().allMatch(line -> line.startsWith("{\"")), stdout);
            assertTrue(stdout.lines().toList().get(StdioSession.OTHER_PAGE).contains("isError"));
            return jvm.ended(session.server());
        }
    }

    private static final String LINE = "WARN dev.sallyport - ";

    @Test
    void aLogOnStderrHasTheViolation() throws Exception {
        // A server's start takes the longest.
        Started spring = start(Server.SPRING_AI_STDIO);
        Started quarkus = start(Server.QUARKUS_STDIO);

        for (GuardedRun run : List.of(spring.ended(), quarkus.ended())) {
            assertEquals(1, count(run, REFUSED), run::toString);
            assertTrue(
                    run.stderr().stream()
                            .anyMatch(told -> told.startsWith(LINE) && told.contains(REFUSED)),
                    run::toString);
        }
    }

    private static long count(GuardedRun run, String text) {
        return run.stderr().stream().filter(line -> line.contains(text)).count();
    }

    private Started start(Server server) throws Exception {
        GuardedJvm jvm =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing("{\"host\": \"a.example\", \"ports\": [443]}"))
                        .option("log", "server")
                        .jvm("-Dpage.listed=http://127.0.0.88:43001/")
                        .jvm("-Dpage.other=http://127.0.0.88:43001/");
        return new Started(jvm, StdioSession.with(jvm.startJar(server.jar())));
    }
}
