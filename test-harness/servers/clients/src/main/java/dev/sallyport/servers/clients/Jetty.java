package dev.sallyport.servers.clients;

import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;

final class Jetty implements Client.Promising {
    private final HttpClient client;

    Jetty(HttpClient client) throws Exception {
        this.client = client;
        client.start();
    }

    @Override
    public CompletionStage<String> promise(URI page) {
        return new CompletableResponseListener(client.newRequest(page))
                .send()
                .thenApply(ContentResponse::getContentAsString);
    }
}
