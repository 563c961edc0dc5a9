package dev.sallyport.harness.requests;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;

/** Handshakes of WebSockets: the answer is the first message that comes. */
final class WebSockets {
    private WebSockets() {}

    static Sender jdk() {
        HttpClient client = HttpClient.newHttpClient();
        return (method, page, authority) -> {
            FirstText first = new FirstText();
            WebSocket.Builder builder = client.newWebSocketBuilder();
            if (authority != null) {
                builder.header("Host", authority);
            }
            WebSocket socket = builder.buildAsync(ws(page), first).get();
            try {
                return first.await();
            } finally {
                socket.abort();
            }
        };
    }

    static Sender okHttp() {
        OkHttpClient client = new OkHttpClient();
        return (method, page, authority) -> {
            CompletableFuture<String> first = new CompletableFuture<>();
            Request.Builder request = new Request.Builder().url(page.toString());
            if (authority != null) {
                request.header("Host", authority);
            }
            okhttp3.WebSocket socket =
                    client.newWebSocket(request.build(), new FirstOfOkHttp(first));
            try {
                return first.get();
            } finally {
                socket.cancel();
            }
        };
    }

    private static final class FirstOfOkHttp extends WebSocketListener {
        private final CompletableFuture<String> first;

        FirstOfOkHttp(CompletableFuture<String> first) {
            this.first = first;
        }

        @Override
        public void onMessage(okhttp3.WebSocket socket, String text) {
            first.complete(text);
        }

        @Override
        public void onFailure(okhttp3.WebSocket socket, Throwable failure, Response response) {
            first.completeExceptionally(failure);
        }
    }

    static Sender vertx() {
        WebSocketClient client = Vertx.vertx().createWebSocketClient();
        return (method, page, authority) -> {
            CompletableFuture<String> first = new CompletableFuture<>();
            WebSocketConnectOptions request = new WebSocketConnectOptions();
            request.setHost(page.getHost()).setPort(page.getPort()).setURI(page.getRawPath());
            if (authority != null) {
                request.addHeader("Host", authority);
            }
            client.connect(request)
                    .onSuccess(socket -> socket.textMessageHandler(first::complete))
                    .onFailure(first::completeExceptionally);
            return first.get();
        };
    }

    private static URI ws(URI page) {
        return URI.create("ws" + page.toString().substring("http".length()));
    }
}
