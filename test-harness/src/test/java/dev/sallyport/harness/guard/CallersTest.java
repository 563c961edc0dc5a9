package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who calls is on record, and a rule may name whom it is for. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class CallersTest {
    private static final String MINE = "127.0.0.10";
    private static final String OTHERS = "127.0.0.66";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aRuleForALibraryOpensNothingToOthers() throws Exception {
        try (TcpListener mine = TcpListener.on(MINE);
                TcpListener others = TcpListener.on(OTHERS, mine.port())) {
            GuardedRun weather =
                    guarded(mine.port()).classPathOfOne(jar()).run(Attempts.class, attempts(mine));
            assertEquals(Answer.ok("pong"), weather.answers().get(0), weather::toString);
            String refused = OTHERS + ":" + mine.port();
            Refusals.of(weather)
                    .connection(weather.answers().get(1), refused, "caller-not-allowed");
            GuardedRun ofFolder = guarded(mine.port()).run(Attempts.class, attempts(mine));
            String here = MINE + ":" + mine.port();
            Refusals.of(ofFolder).connection(ofFolder.answers().get(0), here, "caller-not-allowed");
            assertEquals(1, mine.accepted());
            assertEquals(0, others.accepted());
        }
    }

    @Test
    void theFirstOfAKindIsRecordedWithItsCodeItsJarAndItsStack() throws Exception {
        try (TcpListener mine = TcpListener.on(MINE)) {
            Path jar = jar();
            GuardedRun run =
                    guarded(mine.port()).classPathOfOne(jar).run(Attempts.class, attempts(mine));
            JsonNode event = connect(run);
            JsonNode caller = event.path("unmapped").path("caller");
            assertEquals("com.acme:weather:1.2", caller.path("coordinates").asString());
            assertEquals("weather-1.2.jar", caller.path("jar").asString());
            assertEquals(sha256(jar), caller.path("sha256").asString());
            assertEquals("class", caller.path("what").asString());
            assertTrue(
                    caller.path("class").asString().startsWith(Way.class.getName()), run::toString);
            assertTrue(caller.path("line").asInt() > 0, run::toString);
            JsonNode stack = event.path("unmapped").path("stack");
            assertTrue(stack.size() > 3 && stack.size() <= 40, run::toString);
            assertTrue(
                    stack.get(0).asString().startsWith("sun.nio.ch.Net.connect:"), run::toString);
            assertFalse(stack.toString().contains("Sallyport"), run::toString);
            assertFalse(stack.toString().contains("dev.sallyport.agent"), run::toString);
        }
    }

    private static JsonNode connect(GuardedRun run) {
        return run.events().lines().stream()
                .filter(line -> "connect".equals(Events.own(line, "activity")))
                .filter(line -> MINE.equals(line.path("dst_endpoint").path("ip").asString("")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.toString()));
    }

    private GuardedJvm guarded(int port) throws IOException {
        return GuardedJvm.on(jdk, folder)
                .policy(
                        Policies.allowing(
                                """
                                {"cidr": "127.0.0.10", "ports": [%1$d], "callers": ["com.acme:weather"]},
                                {"cidr": "127.0.0.66", "ports": [%1$d],
                                 "callers": ["com.acme:geo", "geo-*.jar", "unknown"]}
                                """
                                        .formatted(port)));
    }

    private static String[] attempts(TcpListener listener) {
        return new String[] {
            "socket " + MINE + " " + listener.port(), "socket " + OTHERS + " " + listener.port()
        };
    }

    /** The programs of this package, as a Maven build would pack them. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("weather-1.2.jar");
        Path classes = Path.of(System.getProperty("harness.target"), "classes");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes.resolve("dev/sallyport/harness/guard"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
            entries.putNextEntry(new JarEntry("META-INF/maven/com.acme/weather/pom.properties"));
            entries.write(
                    "groupId=com.acme\nartifactId=weather\nversion=1.2\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
    }
}
