package dev.sallyport.servers.clients;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.util.EntityUtils;

final class Apache4Async implements Client.Promising {
    private final CloseableHttpAsyncClient client;

    Apache4Async(CloseableHttpAsyncClient client) {
        this.client = client;
        client.start();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    public CompletionStage<String> promise(URI page) {
        CompletableFuture<String> body = new CompletableFuture<>();
        client.execute(
                new HttpGet(page),
                new FutureCallback<HttpResponse>() {
                    @Override
                    public void completed(HttpResponse response) {
                        try {
                            body.complete(EntityUtils.toString(response.getEntity()));
                        } catch (IOException e) {
                            body.completeExceptionally(e);
                        }
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
