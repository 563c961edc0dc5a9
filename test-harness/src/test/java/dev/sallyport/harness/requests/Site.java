package dev.sallyport.harness.requests;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of HTTP/1.1, WebSockets and, without TLS, HTTP/2, that knows many names: answers each
 * request with the authority that it came for, and remembers all that came.
 */
public final class Site implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Site(String address) {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::answer)
                        .webSocketHandler(this::answer)
                        .listen(0, address)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public static Site on(String address) {
        return new Site(address);
    }

    private void answer(HttpServerRequest request) {
        String host = request.authority() == null ? "nobody" : request.authority().host();
        arrived.add(request.method() + " " + host + " " + request.path());
        String next = request.getParam("to");
        if (next != null) {
            request.response().setStatusCode(302).putHeader("Location", next);
        }
        request.response().end(host + " by " + request.version());
    }

    private void answer(ServerWebSocket socket) {
        arrived.add("WEBSOCKET " + socket.authority().host() + " " + socket.path());
        socket.writeTextMessage(socket.authority().host() + " by WebSocket");
    }

    public int port() {
        return server.actualPort();
    }

    /** {@code GET listed.example /page}, in the order in which they came. */
    public List<String> arrived() {
        return arrived;
    }

    /** How many came for this name. */
    public long requestsFor(String name) {
        return arrived.stream().filter(line -> line.contains(" " + name + " ")).count();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
