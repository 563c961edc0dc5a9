package dev.sallyport.harness.clients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

final class JdkWebSocket {
    private JdkWebSocket() {}

    static String attempt(String host, int port) throws Exception {
        Answer answer = new Answer();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("ws://" + host + ":" + port + "/"), answer)
                        .get();
        socket.sendText("ping", true).get();
        String text = answer.text.get();
        socket.abort();
        return text;
    }

    private static final class Answer implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}
