package dev.sallyport.harness.attribution;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A client that chooses the ids of its requests itself: JSON-RPC over streamable HTTP, with nothing
 * of an SDK. Each request has a connection of its own where the server wants it so.
 */
final class RawSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String session;

    private RawSession(URI endpoint, String session) {
        this.endpoint = endpoint;
        this.session = session;
    }

    /** One that has met the server. */
    static RawSession opened(URI endpoint) throws IOException, InterruptedException {
        RawSession session = new RawSession(endpoint, unopened(endpoint).meet());
        session.send("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
        return session;
    }

    /** One whose first word is a call, which a server without sessions takes. */
    static RawSession unopened(URI endpoint) {
        return new RawSession(endpoint, null);
    }

    /** The id of the session; {@code null} where the server has none. */
    private String meet() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(
                        """
                        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                          "protocolVersion": "2025-06-18", "capabilities": {},
                          "clientInfo": {"name": "raw", "version": "1"}}}""");
        if (answer.statusCode() != 200) {
            throw new IOException("initialize: " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Mcp-Session-Id").orElse(null);
    }

    private HttpResponse<String> send(String message) throws IOException, InterruptedException {
        return client.send(post(message), BodyHandlers.ofString());
    }

    /** All that the server answers. */
    Mono<String> call(int id, String tool, URI page) {
        String request =
                """
                {"jsonrpc": "2.0", "id": %d, "method": "tools/call", "params": {
                  "name": "%s", "arguments": {"uri": "%s"}}}"""
                        .formatted(id, tool, page);
        return Mono.fromFuture(() -> client.sendAsync(post(request), BodyHandlers.ofString()))
                .map(HttpResponse::body);
    }

    private HttpRequest post(String message) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("MCP-Protocol-Version", "2025-06-18")
                        .POST(HttpRequest.BodyPublishers.ofString(message));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return request.build();
    }
}
