package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is judged is what is connected to, though the address object changes in between. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class FlippedAddressTest {
    private static final int TRIES = 6_000;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void anAddressThatIsFlippedWhileItIsConnectedToReachesOnlyWhatIsListed() throws Exception {
        try (TcpListener listed = TcpListener.on("127.0.0.10");
                TcpListener evil = TcpListener.on("127.0.0.66", listed.port())) {
            int port = listed.port();
            run(port, GuardedJvm.on(jdk, folder).bare());
            int reachedBare = evil.accepted();
            assertTrue(reachedBare > 0, "bare, the flipped address is reached");
            int listedBare = listed.accepted();

            GuardedRun run =
                    run(
                            port,
                            GuardedJvm.on(jdk, folder)
                                    .policy(
                                            Policies.allowing(
                                                    "{\"cidr\": \"127.0.0.10\", \"ports\": [%d]}"
                                                            .formatted(port))));
            assertEquals(reachedBare, evil.accepted());
            Matcher counts =
                    Pattern.compile("connected (\\d+) failed (\\d+)\n").matcher(run.stdout());
            assertTrue(counts.matches(), run::toString);
            int connected = Integer.parseInt(counts.group(1));
            long failed = Long.parseLong(counts.group(2));
            assertTrue(connected > 0 && failed > 0, "both addresses were tried: " + run);
            assertEquals(connected, listed.accepted() - listedBare);
            assertEquals(Map.of("not-listed 127.0.0.66:" + port, failed), run.events().denied());
        }
    }

    private static GuardedRun run(int port, GuardedJvm jvm) throws Exception {
        GuardedRun run =
                jvm.jvm("--add-opens", "java.base/java.net=ALL-UNNAMED")
                        .run(
                                FlippedAddress.class,
                                "127.0.0.10",
                                "127.0.0.66",
                                String.valueOf(port),
                                String.valueOf(TRIES));
        assertEquals(0, run.exit(), run::toString);
        return run;
    }
}
