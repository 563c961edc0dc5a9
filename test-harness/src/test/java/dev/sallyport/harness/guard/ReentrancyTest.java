package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard runs no code of the application's, so none can ride through it or recurse into it. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ReentrancyTest {
    private static final String FORBIDDEN = "127.0.0.73";
    private static final String LISTED = "127.0.0.74";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void nothingOfTheApplicationsIsRunInTheMiddleOfADecision() throws Exception {
        try (TcpListener forbidden = TcpListener.on(FORBIDDEN);
                TcpListener listed = TcpListener.on(LISTED)) {
            String[] targets = {
                FORBIDDEN, forbidden.port() + "", LISTED, listed.port() + "",
            };
            GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Reentrant.class, targets);
            assertEquals(
                    List.of(Answer.ok("forbidden 20, listed 20, inside 0")),
                    bare.answers(),
                    bare::toString);
            String rule = "{\"cidr\": \"%s\", \"ports\": [%d]}".formatted(LISTED, listed.port());
            GuardedRun guarded =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.allowing(rule))
                            .run(Reentrant.class, targets);
            assertEquals(
                    List.of(Answer.ok("forbidden 0, listed 20, inside 0")),
                    guarded.answers(),
                    guarded::toString);
            assertEquals(20, forbidden.accepted(), "those of the bare run");
        }
    }
}
