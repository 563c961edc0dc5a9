package dev.sallyport.harness.dashboards;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.HttpSession;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers whose operators watch them by what their frameworks have for it. */
enum WatchedServer {
    SPRING_WEBMVC("spring-ai-stacks/target/spring-ai-stacks.jar", "webmvc", "/actuator/prometheus"),
    SPRING_WEBFLUX(
            "spring-ai-stacks/target/spring-ai-stacks.jar", "webflux", "/actuator/prometheus"),
    QUARKUS("quarkus-http/target/quarkus-app/quarkus-run.jar", null, "/q/metrics"),
    MICRONAUT("micronaut-http/target/micronaut-http.jar", null, "/prometheus"),

    /** Its MCP needs a newer JDK to be compiled; and it logs by the JDK's means. */
    HELIDON("helidon-http/target/helidon-http.jar", null, "/metrics");

    /** The log of a server that nobody has configured, in the form that collectors of logs read. */
    private static final String LOGBACK =
            """
            <configuration>
              <include resource="org/springframework/boot/logging/logback/defaults.xml"/>
              <include resource="org/springframework/boot/logging/logback/%s"/>
              <root level="warn"><appender-ref ref="CONSOLE"/></root>
            </configuration>
            """
                    .formatted("structured-console-appender.xml");

    private static final String MAIN = "dev.sallyport.servers.springstacks.SpringStacks";

    private final String jar;
    private final String profile;
    final String metrics;

    WatchedServer(String jar, String profile, String metrics) {
        this.jar = jar;
        this.profile = profile;
        this.metrics = metrics;
    }

    boolean runsOn(Jdk jdk) {
        return this != HELIDON || jdk.feature() >= 21;
    }

    boolean hasActuator() {
        return profile != null;
    }

    boolean hasMcp() {
        return this != HELIDON;
    }

    boolean hasSlf4j() {
        return this != HELIDON;
    }

    HttpSession start(GuardedJvm jvm, Path folder) throws IOException {
        if (!hasActuator()) {
            return HttpSession.start(jvm, Server.built(jar));
        }
        return HttpSession.start(
                jvm,
                launcher(folder),
                "--spring.profiles.active=" + profile,
                "--logging.config=" + Files.writeString(folder.resolve("logback.xml"), LOGBACK),
                "--logging.structured.format.console=ecs",
                "--management.endpoints.web.exposure.include=health,info,prometheus",
                "--management.endpoint.health.show-details=always");
    }

    /** The server, and beside it what watches it. */
    private Path launcher(Path folder) throws IOException {
        Path server = Server.built(jar);
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, MAIN);
        try (Stream<Path> watched = Files.list(server.resolveSibling("watched"))) {
            main.put(
                    Attributes.Name.CLASS_PATH,
                    Stream.concat(Stream.of(server), watched)
                            .map(each -> each.toUri().toString())
                            .collect(Collectors.joining(" ")));
        }
        Path launcher = folder.resolve("watched.jar");
        new JarOutputStream(Files.newOutputStream(launcher), manifest).close();
        return launcher;
    }

    /** Lines of the exposition that are about us, without their comments. */
    static List<String> ours(String exposition) {
        return exposition.lines().filter(line -> line.startsWith("sallyport_")).toList();
    }

    /** The value of the one line that begins with that name and has these labels in any order. */
    static double value(List<String> lines, String name, String... labels) {
        List<String> found =
                lines.stream()
                        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                        .filter(line -> Stream.of(labels).allMatch(line::contains))
                        .toList();
        if (found.size() != 1) {
            throw new UncheckedIOException(new IOException(name + ": " + found + " of " + lines));
        }
        String line = found.get(0);
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
