package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who a server says it is, and what it was started from, are on record. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class IdentityTest {
    private static final String POLICY =
            """
            {"version": 1, "server": "%s", "onViolation": "block", "allow": [],
             "artifact": {"name": "any", "sha256": ["%s"]}}
            """;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void thePolicysServerIsNoWarningAndAnotherIsOne(Server server) throws Exception {
        String announced = server.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String hash = sha256(main(server));

        GuardedRun own = run(server, POLICY.formatted(announced, hash));
        JsonNode meeting = fact(own, "announced_server");
        assertEquals(
                List.of(announced, "1.0.0", "raw", "1", "stdio"),
                texts(
                        meeting,
                        "announced_server",
                        "announced_version",
                        "client",
                        "client_version",
                        "transport"));
        assertTrue(meeting.path("unmapped").path("warning").isMissingNode(), meeting::toString);
        assertEquals("Informational", meeting.path("severity").asString());
        JsonNode jar = fact(own, "main_jar");
        assertEquals(
                List.of(main(server).getFileName().toString(), hash),
                texts(jar, "main_jar", "main_sha256"));
        assertTrue(
                jar.path("unmapped").path("main_coordinates").asString("").contains(announced),
                jar::toString);
        assertEquals(Map.of(), artifacts(own), own::toString);

        GuardedRun another = run(server, POLICY.formatted("weather", "0".repeat(64)));
        JsonNode odd = fact(another, "announced_server");
        assertEquals(
                List.of("server-name-differs", "weather"), texts(odd, "warning", "policy_server"));
        assertEquals("Medium", odd.path("severity").asString());
        assertEquals(Map.of("artifact-changed", "report"), artifacts(another), another::toString);
        assertEquals(own.exit(), another.exit(), "it was not refused");
    }

    private GuardedRun run(Server server, String policy) throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).policy(policy);
        StdioSession session = StdioSession.with(jvm.startJar(server.jar()));
        session.meet();
        StdioSession.End.SIGTERM.of(session.server());
        return jvm.ended(session.server());
    }

    /** Quarkus' starter is the same for every server. */
    private static Path main(Server server) throws Exception {
        if (server != Server.QUARKUS_STDIO) {
            return server.jar();
        }
        try (Stream<Path> app = Files.list(server.jar().resolveSibling("app"))) {
            return app.findFirst().orElseThrow();
        }
    }

    private static String sha256(Path file) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(hash);
    }

    private static JsonNode fact(GuardedRun run, String name) {
        return run.events().lines().stream()
                .filter(line -> line.path("unmapped").has(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + run));
    }

    private static List<String> texts(JsonNode event, String... names) {
        return List.of(names).stream()
                .map(name -> event.path("unmapped").path(name).asString("?"))
                .toList();
    }

    /** Reason and action of what was found of the main jar. */
    private static Map<String, String> artifacts(GuardedRun run) {
        return run.events().lines().stream()
                .filter(
                        line ->
                                "main-jar"
                                        .equals(
                                                line.path("unmapped")
                                                        .path("activity")
                                                        .asString("")))
                .map(line -> texts(line, "reason", "on_violation"))
                .collect(Collectors.toMap(found -> found.get(0), found -> found.get(1)));
    }
}
