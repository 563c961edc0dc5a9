package dev.sallyport.harness.clients;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** To be started with {@code -Dvertx.disableDnsResolver=true}, so that the JDK looks up. */
final class VertxHttp {
    private VertxHttp() {}

    static String attempt(String host, int port) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return vertx.createHttpClient()
                    .request(HttpMethod.GET, port, host, "/")
                    .compose(HttpClientRequest::send)
                    .compose(HttpClientResponse::body)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .toString();
        } finally {
            vertx.close().await();
        }
    }
}
