package dev.sallyport.harness.requests;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of HTTP/1.1, WebSockets and, without TLS, HTTP/2, that knows many names: answers each
 * request with the authority that it came for, and remembers all that came.
 */
public final class Site implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpServer server;

    private Site(String address, HttpServerOptions options) {
        server =
                vertx.createHttpServer(options)
                        .requestHandler(this::answer)
                        .webSocketHandler(this::answer)
                        .connectionHandler(opened -> connections.incrementAndGet())
                        .listen(0, address)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public static Site on(String address) {
        return new Site(address, new HttpServerOptions());
    }

    /**
     * By TLS, whatever name it is asked for by.
     *
     * @param keys a key store (PKCS12) with one certificate
     */
    static Site on(String address, Path keys, String password) {
        PfxOptions certificate = new PfxOptions().setPath(keys.toString()).setPassword(password);
        return new Site(
                address,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(certificate));
    }

    private void answer(HttpServerRequest request) {
        String host = request.authority() == null ? "nobody" : request.authority().host();
        arrived.add(request.method() + " " + host + " " + request.path());
        String next = request.getParam("to");
        if (next != null) {
            request.response().setStatusCode(302).putHeader("Location", next);
        }
        String text = host + " by " + request.version();
        if ("application/grpc".equals(request.getHeader("Content-Type"))) {
            request.response()
                    .putHeader("Content-Type", "application/grpc")
                    .putTrailer("grpc-status", "0")
                    .end(message(text));
        } else {
            request.response().end(text);
        }
    }

    /** As gRPC frames it: not compressed, its length, the text. */
    private static Buffer message(String text) {
        return Buffer.buffer().appendByte((byte) 0).appendInt(text.length()).appendString(text);
    }

    private void answer(ServerWebSocket socket) {
        arrived.add("WEBSOCKET " + socket.authority().host() + " " + socket.path());
        socket.writeTextMessage(socket.authority().host() + " by WebSocket");
    }

    public int port() {
        return server.actualPort();
    }

    /** How many were opened to it, their handshakes done. */
    int connections() {
        return connections.get();
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
