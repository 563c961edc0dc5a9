package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many requests a second the JDK's HTTP client makes over a connection that is kept, bare and
 * with each of them judged: by a host rule, and by one that narrows methods and paths.
 */
final class RequestThroughput implements AutoCloseable {
    private static final int WARM_UP_TURNS = 20;
    private static final int TURNS = 10;

    private final FinePage page = new FinePage();
    private final Jdk jdk;
    private final Path sallyport;
    private final Path folder;

    private RequestThroughput(Jdk jdk, Path sallyport, Path folder) {
        this.jdk = jdk;
        this.sallyport = sallyport;
        this.folder = folder;
    }

    /**
     * Measures and prints.
     *
     * @param forks JVMs of a kind
     * @param folder for policies and events
     */
    static void measure(Jdk jdk, int forks, Path sallyport, Path folder) throws IOException {
        try (RequestThroughput self = new RequestThroughput(jdk, sallyport, folder)) {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                System.out.println(
                        jdk
                                + ", "
                                + version
                                + ", "
                                + forks
                                + " JVMs of a kind, "
                                + TURNS
                                + " turns of "
                                + RequestLoad.REQUESTS
                                + " requests each:");
                self.compare(version, forks);
            }
        }
        System.out.println();
    }

    private void compare(HttpClient.Version version, int forks) throws IOException {
        String host = agent("host", "");
        String narrowed = agent("paths", ", \"methods\": [\"GET\"], \"paths\": [\"/points/**\"]");
        new Comparison(WARM_UP_TURNS, TURNS)
                .with("bare", () -> requesting(version, List.of()))
                .with("bare once more", () -> requesting(version, List.of()))
                .with("a host rule", () -> requesting(version, List.of(host)))
                .with("methods and paths", () -> requesting(version, List.of(narrowed)))
                .print("request", forks);
    }

    private ForkedJvm requesting(HttpClient.Version version, List<String> flags)
            throws IOException {
        return ForkedJvm.start(
                ForkedJvm.launch(
                        jdk,
                        flags,
                        List.of(),
                        RequestLoad.class,
                        version.name(),
                        page.uri("localhost", "/points/1")));
    }

    private String agent(String name, String narrowing) throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve(name + ".policy.json"),
                        "{\"version\": 1, \"server\": \"bench\", \"allow\": [{\"host\":"
                                + " \"localhost\", \"ports\": [\"1-65535\"]"
                                + narrowing
                                + "}]}\n");
        return "-javaagent:"
                + sallyport
                + "=policy="
                + policy
                + ",events="
                + folder.resolve("events");
    }

    @Override
    public void close() {
        page.close();
    }
}
