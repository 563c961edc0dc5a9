package dev.sallyport.harness.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.guard.Dns;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.TcpListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Netty's resolver, which Vert.x and Reactor Netty bring: with nothing but rules for hosts it finds
 * those, and its queries tell the name server of no other.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class NettyResolverTest {
    private static final String EVIL = "127.0.0.66";
    private static final String API = "127.0.0.10";
    private static final Map<String, String> ZONE =
            Map.of("*.evil.example", EVIL, "api.listed.example", API, "*.many.example", API);

    /** So many at once that Netty sends some together. */
    private static final String MANY =
            IntStream.range(0, 40)
                    .mapToObj(i -> "n" + i + ".many.example")
                    .collect(Collectors.joining(","));

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void itFindsWhatIsListedAndAsksForNothingElse() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE);
                TcpListener api = TcpListener.on(API)) {
            String port = " " + api.port();
            GuardedRun run =
                    launch(dns)
                            .policy(policy(api.port()))
                            .run(
                                    NettyResolving.class,
                                    List.of(
                                            "nio api.listed.example" + port,
                                            "nio-each api.listed.example" + port,
                                            "epoll api.listed.example" + port,
                                            "nio " + MANY + port,
                                            "epoll " + MANY + port,
                                            "nio secret.evil.example" + port,
                                            "epoll secret.evil.example" + port));
            List<Outcome> outcomes = List.copyOf(Outcome.read(run.stdout()).values());
            Outcome pong = new Outcome(true, "pong");
            Outcome pongs = new Outcome(true, "pong".repeat(40));
            assertEquals(
                    List.of(pong, pong, pong, pongs, pongs), outcomes.subList(0, 5), run::toString);
            assertEquals(7, outcomes.size(), run::toString);
            for (Outcome refused : outcomes.subList(5, 7)) {
                assertFalse(refused.worked(), run::toString);
                assertTrue(
                        refused.text().contains("look-up of secret.evil.example"), run::toString);
            }
            assertEquals(0, dns.queriesBelow("evil.example"), run::toString);
            assertEquals(
                    List.of("lookup-not-listed look-up of secret.evil.example"),
                    List.copyOf(run.events().denied().keySet()));
        }
    }

    private GuardedJvm launch(Dns dns) throws Exception {
        return GuardedJvm.on(jdk, folder).resolver(dns).classPathOfTests();
    }

    private static String policy(int port) {
        return """
        {"version": 1, "server": "guarded",
         "allow": [
          {"host": "api.listed.example", "ports": [%d], "addresses": ["127.0.0.0/8"]},
          {"host": "*.many.example", "ports": [%d], "addresses": ["127.0.0.0/8"]}],
         "nativeLibraries": {"allow": ["lib*netty_transport_native_*.so"]}}
        """
                .formatted(port, port);
    }
}
