package dev.sallyport.harness.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** The servers that talk over stdio, as this build leaves them. */
public enum Server {
    QUARKUS_STDIO("quarkus-stdio/target/quarkus-app/quarkus-run.jar"),
    SPRING_AI_STDIO("spring-ai-stdio/target/spring-ai-stdio.jar");

    private final String jar;

    Server(String jar) {
        this.jar = jar;
    }

    Path jar() {
        return built(jar);
    }

    /** A server's jar by its path below {@code servers}. */
    public static Path built(String jar) {
        Path path = Path.of(System.getProperty("harness.servers")).resolve(jar);
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is not there; run mvn package first");
        }
        return path;
    }
}
