package dev.sallyport.harness.baseline;

import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server on one of the stacks, with eight tools that read pages, a resource and a prompt. */
enum HonestServer {
    SDK("sdk-stacks/target", "sdk-stacks.jar", "sync"),
    SPRING_AI("spring-ai-stacks/target", "spring-ai-stacks.jar", "--spring.profiles.active=stdio"),
    QUARKUS("quarkus-stdio/target/quarkus-app", "quarkus-run.jar", null);

    private final String built;
    private final String jar;
    private final String argument;

    HonestServer(String built, String jar, String argument) {
        this.built = built;
        this.jar = jar;
        this.argument = argument;
    }

    /** A copy of its own, so that its jar may be patched. */
    Path install(Path folder) throws IOException {
        Path from = Server.built(built);
        for (String part : List.of(jar, "lib", "app", "quarkus")) {
            if (Files.exists(from.resolve(part))) {
                copy(from.resolve(part), folder.resolve(part));
            }
        }
        return folder.resolve(jar);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }

    /**
     * Puts a release in its place that does the same, by another jar.
     *
     * @return that jar: Quarkus' starter is the same for every server
     */
    Path patch(Path folder) throws IOException {
        Path patched = this == QUARKUS ? only(folder.resolve("app")) : folder.resolve(jar);
        Jars.patch(patched);
        return patched;
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    Stream<String> arguments() {
        return Stream.ofNullable(argument);
    }

    /** The launch's word on where the resource is, and on whose resolver is asked. */
    Stream<String> jvmOptions(URI resource) {
        // Vert.x' own resolver reads the machine's hosts file, which is not ours to write.
        return Stream.of("-Dresource.page=" + resource, "-Dvertx.disableDnsResolver=true");
    }
}
