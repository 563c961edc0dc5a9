package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.servers.HttpSession.Trace;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Held by the tightest policy there is, a server speaks MCP as it does bare, in the judgement of
 * the MCP project's own suite: it listens, streams, samples and elicits, and none of that is a way
 * out.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ConformanceTest {
    private static final String NOTHING = Policies.allowing("");

    private static ConformanceSuite suite;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @BeforeAll
    static void theSuiteIsThere() throws Exception {
        suite = ConformanceSuite.installed();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatMayGoNowhereConformsExactlyAsItDoesBare(ConformingServer server)
            throws Exception {
        // A start takes the longest: both start together. Then one is judged after the other, so
        // that neither is late because of the other.
        try (HttpSession bare = HttpSession.start(jvm().bare(), server.jar());
                HttpSession guarded = HttpSession.start(jvm().policy(NOTHING), server.jar())) {
            Map<String, JsonNode> bareChecks = suite.judge(bare.endpoint(), folder);
            Map<String, JsonNode> guardedChecks = suite.judge(guarded.endpoint(), folder);

            assertEquals(
                    Map.of("SUCCESS", (long) server.checks()),
                    marks(bareChecks),
                    bareChecks::toString);
            assertEquals(bareChecks.keySet(), guardedChecks.keySet());
            bareChecks.forEach(
                    (scenario, checks) ->
                            assertEquals(checks, guardedChecks.get(scenario), scenario));

            bare.terminate();
            guarded.terminate();
            Trace held = guarded.ended();
            assertEquals(bare.ended().seen(), held.seen());
            assertEquals(Map.of(), held.run().events().denied());
            held.run().events().only("start");
        }
    }

    /** How many checks ended how; what is merely information is none. */
    private static Map<String, Long> marks(Map<String, JsonNode> checks) {
        return checks.values().stream()
                .flatMap(JsonNode::valueStream)
                .map(check -> check.path("status").asString())
                .filter(status -> !status.equals("INFO"))
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    private GuardedJvm jvm() throws Exception {
        return GuardedJvm.on(jdk, folder);
    }
}
