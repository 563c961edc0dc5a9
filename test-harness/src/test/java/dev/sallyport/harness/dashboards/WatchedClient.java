package dev.sallyport.harness.dashboards;

import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.servers.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Who has a watched server read pages. */
interface WatchedClient extends AutoCloseable {
    Duration PATIENCE = Duration.ofSeconds(60);

    /** All that the server said, errors included. */
    String read(URI page) throws IOException, InterruptedException;

    /** The tool calls that read them; none where there is no MCP. */
    List<String> tools();

    /** Ends the server, and tells what was recorded of it. */
    Events end() throws IOException, InterruptedException;

    @Override
    void close();

    /** By its first tool, or, where it has no MCP, by its only resource. */
    static WatchedClient of(WatchedServer server, HttpSession started, URI endpoint) {
        return server.hasMcp()
                ? byTool(Session.overHttp(started, endpoint))
                : byResource(started, endpoint);
    }

    private static WatchedClient byTool(Session session) {
        String tool = session.tools().get(0);
        return new WatchedClient() {
            @Override
            public String read(URI page) {
                // Quarkus answers a tool that throws with an error of the protocol.
                return session.call(tool, page)
                        .onErrorResume(failure -> Mono.just(failure.toString()))
                        .block(PATIENCE);
            }

            @Override
            public List<String> tools() {
                return List.of(tool);
            }

            @Override
            public Events end() throws IOException, InterruptedException {
                return session.end();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static WatchedClient byResource(HttpSession started, URI endpoint) {
        HttpClient client = HttpClient.newHttpClient();
        return new WatchedClient() {
            @Override
            public String read(URI page) throws IOException, InterruptedException {
                String query = URLEncoder.encode(page.toString(), StandardCharsets.UTF_8);
                HttpRequest request =
                        HttpRequest.newBuilder(endpoint.resolve("/pages?uri=" + query))
                                .timeout(PATIENCE)
                                .build();
                return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            }

            @Override
            public List<String> tools() {
                return List.of();
            }

            @Override
            public Events end() throws IOException, InterruptedException {
                started.terminate();
                return started.ended().run().events();
            }

            @Override
            public void close() {
                started.close();
            }
        };
    }
}
