package dev.sallyport.harness.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where no rule asks for more than the authority, the JDK's client is let go by HTTP/2 without a
 * second look: as long as it asks for what it asked for before on that connection.
 */
class PassesTest {
    private static final String LISTED = "listed.example";
    private static final String ALSO = "also.example";

    @ParameterizedTest
    @MethodSource("dev.sallyport.harness.Jdks#all")
    void aPassIsGoodForItsAuthorityAlone(Jdk jdk, @TempDir Path folder) throws Exception {
        try (Site site = Site.on("127.0.0.1")) {
            String borrowed = get(LISTED, site, "/8") + " stranger.example:" + site.port();
            String otherPort = get(LISTED, site, "/9") + " " + LISTED + ":" + (site.port() - 1);
            List<String> requests =
                    List.of(
                            get(LISTED, site, "/1"),
                            get(LISTED, site, "/2"),
                            get(LISTED, site, "/3"),
                            // A look-up of another name would end the pass before.
                            borrowed,
                            otherPort,
                            get(ALSO, site, "/4"),
                            get(ALSO, site, "/5"),
                            get(LISTED, site, "/6"),
                            get(ALSO, site, "/7"));
            GuardedRun run =
                    Libraries.TODAY
                            .on(
                                    GuardedJvm.on(jdk, folder)
                                            .hosts(Map.of(LISTED, "127.0.0.1", ALSO, "127.0.0.1"))
                                            .jvm("-Djdk.httpclient.allowRestrictedHeaders=host")
                                            .policy(policy(site.port())))
                            .run(Asking.class, requests);
            Map<String, Outcome> outcomes = Outcome.read(run.stdout());
            List<String> refused = List.of(borrowed, otherPort);
            for (String request : requests) {
                assertTrue(outcomes.containsKey(request), run::toString);
                String text = outcomes.get(request).text();
                String end = refused.contains(request) ? "(authority-mismatch, v" : " by HTTP_2";
                assertTrue(text.contains(end), () -> request + ": " + text);
            }
            assertEquals(
                    List.of("/1", "/2", "/3", "/4", "/5", "/6", "/7"),
                    site.arrived().stream()
                            .map(line -> line.substring(line.indexOf('/')))
                            .toList());
        }
    }

    /** As {@link Asking} reads it. */
    private static String get(String host, Site site, String path) {
        return "jdk-2 GET http://" + host + ":" + site.port() + path;
    }

    private static String policy(int port) {
        return """
        {"version": 1, "server": "guarded", "onViolation": "block", "allow": [
          {"host": "%1$s", "ports": [%3$d], "addresses": ["127.0.0.0/8"]},
          {"host": "%2$s", "ports": [%3$d], "addresses": ["127.0.0.0/8"]}]}
        """
                .formatted(LISTED, ALSO, port);
    }
}
