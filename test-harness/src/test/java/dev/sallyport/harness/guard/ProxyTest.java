package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Through a listed proxy a server goes where its rules let it go, and nowhere else. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ProxyTest {
    private static final String PROXY = "127.0.0.10";
    private static final String API = "127.0.0.20";
    private static final String EVIL = "127.0.0.66";
    private static final Map<String, String> HOSTS =
            Map.of("api.example", API, "evil.example", EVIL);

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aRealSquidIsAskedForListedNamesOnly() throws Exception {
        try (TcpListener api = TcpListener.on(API);
                TcpListener evil = TcpListener.on(EVIL);
                Squid squid = new Squid(PROXY, HOSTS)) {
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .policy(policy(squid.port(), api.port()))
                            .run(
                                    ThroughProxy.class,
                                    squid.address() + " " + squid.port(),
                                    "url api.example " + api.port(),
                                    "tunnel api.example " + api.port(),
                                    "property api.example " + api.port(),
                                    "url evil.example " + evil.port(),
                                    "tunnel evil.example " + evil.port(),
                                    "property evil.example " + evil.port(),
                                    "tunnel " + EVIL + " " + evil.port());
            List<Answer> answers = run.answers();
            assertEquals(7, answers.size(), run::toString);
            for (Answer honest : answers.subList(0, 3)) {
                assertEquals(Answer.ok("pong"), honest, run::toString);
            }
            for (Answer refused : answers.subList(3, 7)) {
                assertFalse(refused.worked(), run::toString);
            }
            assertTrue(answers.get(6).text().startsWith("Sallyport refused"), run::toString);
            assertEquals(0, evil.accepted());
            assertEquals(3, api.accepted());
            String asked = String.join("\n", squid.stop());
            assertTrue(asked.contains("api.example:" + api.port()), asked);
            assertFalse(asked.contains("evil.example"), asked);
            assertFalse(asked.contains(EVIL), asked);
            assertTrue(
                    run.events().denied().keySet().toString().contains("evil.example"),
                    run::toString);
        }
    }

    private static String policy(int proxy, int port) {
        return """
        {
          "version": 1,
          "server": "guarded",
          "allow": [{"host": "api.example", "ports": [%d]}],
          "proxies": [{"cidr": "%s", "ports": [%d]}]
        }
        """
                .formatted(port, PROXY, proxy);
    }
}
