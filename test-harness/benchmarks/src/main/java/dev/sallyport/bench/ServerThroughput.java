package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;

/**
 * How many tool calls a second a Spring AI WebMVC server answers, bare and learning: each call has
 * one of the JDK's HTTP client's requests made over a connection that is kept. The servers' CPU is
 * what tells, the wall clock also has the client's.
 */
final class ServerThroughput implements AutoCloseable {
    private static final int IN_FLIGHT = 8;
    private static final int CALLS = 800;
    private static final int WARM_UP_TURNS = 55;
    private static final int TURNS = 35;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final FinePage page = new FinePage();
    private final String uri = page.uri("127.0.0.1", "/");

    /**
     * Measures and prints.
     *
     * @param forks servers of a kind
     * @param servers the folder in which the harness's servers are built
     * @param folder for events
     */
    static void measure(Jdk jdk, int forks, Path sallyport, Path servers, Path folder)
            throws IOException {
        Path jar = servers.resolve("spring-ai-stacks/target/spring-ai-stacks.jar");
        String agent = "-javaagent:" + sallyport + "=events=" + folder.resolve("events");
        System.out.println(
                jdk
                        + ", tool calls of a WebMVC server, "
                        + IN_FLIGHT
                        + " in flight, "
                        + forks
                        + " servers of a kind, "
                        + TURNS
                        + " turns of "
                        + CALLS
                        + " each:");
        try (ServerThroughput self = new ServerThroughput()) {
            new Comparison(WARM_UP_TURNS, TURNS)
                    .with("bare", () -> self.new Server(jdk, jar, List.of()))
                    .with("bare once more", () -> self.new Server(jdk, jar, List.of()))
                    .with("learning", () -> self.new Server(jdk, jar, List.of(agent)))
                    .print("call", forks);
        }
        System.out.println();
    }

    private final class Server implements TurnTaker {
        private final Process process;
        private final McpAsyncClient client;

        Server(Jdk jdk, Path jar, List<String> flags) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(jdk.java().toString());
            command.addAll(flags);
            command.addAll(
                    List.of(
                            "-Dresource.page=" + uri,
                            "-jar",
                            jar.toString(),
                            "--spring.profiles.active=webmvc"));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            client =
                    McpClient.async(
                                    HttpClientStreamableHttpTransport.builder(address())
                                            .endpoint("/mcp")
                                            .build())
                            .initializationTimeout(PATIENCE)
                            .requestTimeout(PATIENCE)
                            .build();
            client.initialize().block(PATIENCE);
        }

        /** The server tells its port on stdout. */
        private String address() throws IOException {
            BufferedReader stdout = process.inputReader();
            for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    return address.group();
                }
            }
            throw new IOException("the server has ended");
        }

        @Override
        public Turn turn() {
            CallToolRequest call =
                    CallToolRequest.builder("jdk").arguments(Map.of("uri", uri)).build();
            Duration cpu = cpu();
            long start = System.nanoTime();
            Flux.range(0, CALLS)
                    .flatMap(i -> client.callTool(call), IN_FLIGHT)
                    .doOnNext(
                            result -> {
                                if (Boolean.TRUE.equals(result.isError())) {
                                    throw new IllegalStateException(result.toString());
                                }
                            })
                    .blockLast(PATIENCE);
            long end = System.nanoTime();
            return new Turn(CALLS, (end - start) / 1e9, cpu().minus(cpu).toNanos() / 1e9);
        }

        private Duration cpu() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
        }
    }

    @Override
    public void close() {
        page.close();
    }
}
