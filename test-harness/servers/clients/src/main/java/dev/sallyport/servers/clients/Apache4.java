package dev.sallyport.servers.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicResponseHandler;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

final class Apache4 implements Client.Promising {
    private final CloseableHttpClient client = HttpClients.createDefault();
    private final Executor pool =
            Executors.newFixedThreadPool(
                    2,
                    task -> {
                        Thread thread = new Thread(task, "the server's pool");
                        thread.setDaemon(true);
                        return thread;
                    });

    @Override
    public CompletionStage<String> promise(URI page) {
        return CompletableFuture.supplyAsync(() -> get(page), pool);
    }

    private String get(URI page) {
        try {
            return client.execute(new HttpGet(page), new BasicResponseHandler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
