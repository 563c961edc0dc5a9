package dev.sallyport.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** What measured clients ask for: an HTTP server that has one short answer. */
final class FinePage implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server =
            vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("fine"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();

    /** Its address, by the host's name or address as the client is to see it. */
    String uri(String host, String path) {
        return "http://" + host + ":" + server.actualPort() + path;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
