package dev.sallyport.servers.sdkstacks;

import dev.sallyport.servers.clients.Client;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/** On Vert.x' event loops. */
final class VertxClient implements Client.Promising {
    private final HttpClient client;

    VertxClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<String> promise(URI page) {
        return client.request(HttpMethod.GET, page.getPort(), page.getHost(), page.getPath())
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .map(Buffer::toString)
                .toCompletionStage();
    }
}
