package dev.sallyport.servers.clients;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

final class PlainSocket implements Client.Promising {
    private static final String END_OF_HEAD = "\r\n\r\n";

    @Override
    public CompletionStage<String> promise(URI page) {
        CompletableFuture<String> body = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(body, page), "plain socket");
        thread.setDaemon(true);
        thread.start();
        return body;
    }

    private static void complete(CompletableFuture<String> body, URI page) {
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close"
                                    .formatted(page.getPath(), page.getAuthority())
                            + END_OF_HEAD;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            body.complete(answer.substring(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length()));
        } catch (IOException | RuntimeException e) {
            body.completeExceptionally(e);
        }
    }
}
