package dev.sallyport.harness.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build puts things: told by Surefire, else as seen from this module's folder. */
final class Built {
    private Built() {}

    static Path target() {
        return Path.of(System.getProperty("harness.target", "target")).toAbsolutePath();
    }

    static Path weatherServer() {
        return present(target().resolve("weather-server.jar"));
    }

    static Path agent() {
        String jar = System.getProperty("sallyport.jar", "../agent/target/sallyport.jar");
        return present(Path.of(jar).toAbsolutePath().normalize());
    }

    private static Path present(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there; run mvn package first");
        }
        return jar;
    }
}
