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

    /** Meets the server. */
    RawSession(URI endpoint) throws IOException, InterruptedException {
        this.endpoint = endpoint;
        HttpResponse<String> answer =
                client.send(
                        post(
                                """
                                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                                  "protocolVersion": "2025-06-18", "capabilities": {},
                                  "clientInfo": {"name": "raw", "version": "1"}}}""",
                                null),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("initialize: " + answer.statusCode() + " " + answer.body());
        }
        this.session = answer.headers().firstValue("Mcp-Session-Id").orElse(null);
        client.send(
                post("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}", session),
                BodyHandlers.ofString());
    }

    /** All that the server answers. */
    Mono<String> call(int id, String tool, URI page) {
        String request =
                """
                {"jsonrpc": "2.0", "id": %d, "method": "tools/call", "params": {
                  "name": "%s", "arguments": {"uri": "%s"}}}"""
                        .formatted(id, tool, page);
        return Mono.fromFuture(
                        () -> client.sendAsync(post(request, session), BodyHandlers.ofString()))
                .map(HttpResponse::body);
    }

    private HttpRequest post(String message, String session) {
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
