package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How many requests a second the JDK's HTTP client makes over a connection that is kept, bare and
 * with each of them judged: by a host rule, and by one that narrows methods and paths. The two JVMs
 * run side by side and take turns.
 */
final class RequestThroughput implements AutoCloseable {
    private static final int WARM_UP_TURNS = 10;
    private static final int TURNS = 25;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server =
            vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("fine"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
    private final Jdk jdk;
    private final String agent;

    private RequestThroughput(Jdk jdk, String agent) {
        this.jdk = jdk;
        this.agent = agent;
    }

    /**
     * Measures and prints.
     *
     * @param folder for policies and events
     */
    static void measure(Jdk jdk, Path sallyport, Path folder) throws IOException {
        for (String narrowing :
                List.of("", ", \"methods\": [\"GET\"], \"paths\": [\"/points/**\"]")) {
            Path policy =
                    Files.writeString(
                            folder.resolve("requests.policy.json"),
                            "{\"version\": 1, \"server\": \"bench\", \"allow\": [{\"host\":"
                                    + " \"localhost\", \"ports\": [\"1-65535\"]"
                                    + narrowing
                                    + "}]}\n");
            String agent =
                    "-javaagent:"
                            + sallyport
                            + "=policy="
                            + policy
                            + ",events="
                            + folder.resolve("events");
            try (RequestThroughput self = new RequestThroughput(jdk, agent)) {
                for (HttpClient.Version version : HttpClient.Version.values()) {
                    System.out.println(
                            jdk
                                    + ", "
                                    + version
                                    + (narrowing.isEmpty() ? ", a host rule" : narrowing)
                                    + ", "
                                    + TURNS
                                    + " turns of "
                                    + RequestLoad.REQUESTS
                                    + " requests each:");
                    self.pair(version);
                }
            }
        }
        System.out.println();
    }

    private void pair(HttpClient.Version version) throws IOException {
        List<Turn> bare = new ArrayList<>();
        List<Turn> guarded = new ArrayList<>();
        try (Forked without = new Forked(version, List.of());
                Forked with = new Forked(version, List.of(agent))) {
            for (int i = 0; i < WARM_UP_TURNS; i++) {
                without.turn();
                with.turn();
            }
            for (int i = 0; i < TURNS; i++) {
                bare.add(without.turn());
                guarded.add(with.turn());
            }
        }
        Turn.print("request", bare, guarded);
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A JVM that makes requests when told to. */
    private final class Forked implements AutoCloseable {
        private final Process process;
        private final DataInputStream answers;

        Forked(HttpClient.Version version, List<String> flags) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(jdk.java().toString());
            command.addAll(flags);
            command.addAll(
                    List.of(
                            "-cp",
                            ConnectCost.classes(),
                            RequestLoad.class.getName(),
                            version.name(),
                            "http://localhost:" + server.actualPort() + "/points/1"));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            answers = new DataInputStream(process.getInputStream());
        }

        Turn turn() throws IOException {
            process.getOutputStream().write(1);
            process.getOutputStream().flush();
            double seconds = answers.readLong() / 1e9;
            return new Turn(RequestLoad.REQUESTS, seconds, answers.readLong() / 1e9);
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
        }
    }
}
