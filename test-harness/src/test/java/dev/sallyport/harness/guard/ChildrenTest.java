package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listed child may do, and what is written of it. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ChildrenTest {
    private static final String ADDRESS = "127.0.0.68";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aListedChildThatIsAJvmIsGuardedLikeItsParentUnlessThePolicySaysOtherwise()
            throws Exception {
        try (TcpListener listener = TcpListener.on(ADDRESS)) {
            GuardedRun bare = parent(listener, GuardedJvm.on(jdk, folder).bare());
            assertTrue(bare.answers().get(0).text().contains("pong"), bare::toString);

            GuardedRun guarded = parent(listener, jvm("", ""));
            String said = guarded.answers().get(0).text();
            assertTrue(said.contains("Sallyport refused guarded -> " + ADDRESS), guarded::toString);
            assertEquals(1, listener.accepted());

            // A variable that is there already is kept.
            GuardedRun kept =
                    parent(listener, jvm("", "").environment("JAVA_TOOL_OPTIONS", "-Dkept=yes"));
            assertFalse(kept.answers().get(0).text().contains("pong"), kept::toString);

            String rule = "{\"cidr\": \"%s\", \"ports\": [%d]}";
            GuardedRun listed = parent(listener, jvm("", rule.formatted(ADDRESS, listener.port())));
            assertTrue(listed.answers().get(0).text().contains("pong"), listed::toString);
            GuardedRun unguarded = parent(listener, jvm(", \"guardJvms\": false", ""));
            assertTrue(unguarded.answers().get(0).text().contains("pong"), unguarded::toString);
        }
    }

    @Test
    void argumentsAreOnRecordWithoutTheSecretsOfTheEnvironment() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(
                                "{\"version\": 1, \"server\": \"guarded\","
                                        + " \"processes\": {\"allow\": [\"/usr/bin/echo\"]}}")
                        .environment("WEATHER_API_KEY", "s3cr3t-value")
                        .environment("CITY", "Oslo-by-the-sea")
                        .run(
                                Parent.class,
                                "/usr/bin/echo",
                                "--key",
                                "s3cr3t-value",
                                "token=abc",
                                "Oslo-by-the-sea");
        assertTrue(run.answers().get(0).text().contains("s3cr3t-value"), run::toString);
        assertEquals(
                List.of("--key *** token=*** Oslo-by-the-sea"),
                run.events().lines().stream()
                        .map(line -> line.path("process").path("cmd_line").asString(""))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private GuardedRun parent(TcpListener listener, GuardedJvm launch) throws Exception {
        return launch.run(
                Parent.class,
                jdk.java().toString(),
                "-cp",
                Path.of(System.getProperty("harness.target"), "classes").toString(),
                Attempts.class.getName(),
                "socket " + ADDRESS + " " + listener.port());
    }

    private GuardedJvm jvm(String more, String rule) throws Exception {
        return GuardedJvm.on(jdk, folder)
                .policy(
                        "{\"version\": 1, \"server\": \"guarded\", \"allow\": ["
                                + rule
                                + "], \"processes\": {\"allow\": [\""
                                + jdk.java().toRealPath()
                                + "\"]"
                                + more
                                + "}}");
    }
}
