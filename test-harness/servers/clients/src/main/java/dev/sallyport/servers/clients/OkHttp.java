package dev.sallyport.servers.clients;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

final class OkHttp implements Client.Promising {
    private final OkHttpClient client;

    OkHttp(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<String> promise(URI page) {
        CompletableFuture<String> body = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(page.toString()).build())
                .enqueue(
                        new Callback() {
                            @Override
                            public void onResponse(Call call, Response response) {
                                try (response) {
                                    body.complete(response.body().string());
                                } catch (IOException e) {
                                    body.completeExceptionally(e);
                                }
                            }

                            @Override
                            public void onFailure(Call call, IOException e) {
                                body.completeExceptionally(e);
                            }
                        });
        return body;
    }
}
