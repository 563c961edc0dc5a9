package dev.sallyport.harness.clients;

import dev.sallyport.harness.requests.FirstText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;

final class JdkWebSocket {
    private JdkWebSocket() {}

    static String attempt(String host, int port) throws Exception {
        FirstText answer = new FirstText();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("ws://" + host + ":" + port + "/"), answer)
                        .get();
        socket.sendText("ping", true).get();
        String text = answer.await();
        socket.abort();
        return text;
    }
}
