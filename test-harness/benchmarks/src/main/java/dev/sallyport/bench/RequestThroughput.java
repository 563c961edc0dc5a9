package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many requests a second the JDK's HTTP client makes over a connection that is kept, bare and
 * with each of them judged: by a host rule, and by one that narrows methods and paths. Two JVMs
 * alike differ by up to a tenth, by what was compiled when: so there are several of each, and one
 * more that is bare shows how far to believe the rest.
 */
final class RequestThroughput implements AutoCloseable {
    private static final int WARM_UP_TURNS = 12;
    private static final int TURNS = 5;
    private static final String NARROWING = ", \"methods\": [\"GET\"], \"paths\": [\"/points/**\"]";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server =
            vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("fine"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
    private final Jdk jdk;

    /** The launches' flags, by what they are called. */
    private final Map<String, List<String>> launches = new LinkedHashMap<>();

    private RequestThroughput(Jdk jdk, Path sallyport, Path folder) throws IOException {
        this.jdk = jdk;
        launches.put("bare", List.of());
        launches.put("bare once more", List.of());
        launches.put("a host rule", List.of(agent(sallyport, folder, "host", "")));
        launches.put("methods and paths", List.of(agent(sallyport, folder, "paths", NARROWING)));
    }

    private static String agent(Path sallyport, Path folder, String name, String narrowing)
            throws IOException {
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
        List<List<Turn>> kinds = launches.keySet().stream().map(kind -> newTurns()).toList();
        for (int fork = 0; fork < forks; fork++) {
            List<ForkedJvm> jvms = new ArrayList<>();
            try {
                for (List<String> flags : launches.values()) {
                    jvms.add(requesting(version, flags));
                }
                List<List<Turn>> taken = TurnTaker.take(WARM_UP_TURNS, TURNS, jvms);
                for (int i = 0; i < taken.size(); i++) {
                    kinds.get(i).add(Turn.sum(taken.get(i)));
                }
            } finally {
                for (ForkedJvm jvm : jvms) {
                    jvm.close();
                }
            }
        }
        int kind = 0;
        for (String name : launches.keySet()) {
            if (kind > 0) {
                System.out.println(name);
                Turn.print("request", kinds.get(0), kinds.get(kind));
            }
            kind++;
        }
    }

    private static List<Turn> newTurns() {
        return new ArrayList<>();
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
                        "http://localhost:" + server.actualPort() + "/points/1"));
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
