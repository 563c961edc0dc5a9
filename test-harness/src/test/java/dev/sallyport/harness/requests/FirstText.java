package dev.sallyport.harness.requests;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The first message that comes to a WebSocket of the JDK's, or why none does. */
public final class FirstText implements WebSocket.Listener {
    private final CompletableFuture<String> text = new CompletableFuture<>();

    public String await() throws InterruptedException, ExecutionException {
        return text.get();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence message, boolean last) {
        text.complete(message.toString());
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        text.completeExceptionally(failure);
    }
}
