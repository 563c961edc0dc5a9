package dev.sallyport.servers.clients;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;

final class Apache5Async implements Client.Promising {
    private final CloseableHttpAsyncClient client;

    Apache5Async(CloseableHttpAsyncClient client) {
        this.client = client;
        client.start();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    public CompletionStage<String> promise(URI page) {
        CompletableFuture<String> body = new CompletableFuture<>();
        client.execute(
                SimpleRequestBuilder.get(page).build(),
                new FutureCallback<SimpleHttpResponse>() {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        body.complete(response.getBodyText());
                    }

                    @Override
                    public void failed(Exception e) {
                        body.completeExceptionally(e);
                    }

                    @Override
                    public void cancelled() {
                        body.cancel(false);
                    }
                });
        return body;
    }
}
