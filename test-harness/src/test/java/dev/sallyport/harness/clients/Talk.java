package dev.sallyport.harness.clients;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The plainest client: a socket that says {@code ping} and listens until the other side closes. */
final class Talk {
    private Talk() {}

    static String attempt(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            return over(socket);
        }
    }

    static String over(Socket socket) throws IOException {
        socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    static String url(String host, int port) {
        return "http://" + host + ":" + port + "/";
    }
}
