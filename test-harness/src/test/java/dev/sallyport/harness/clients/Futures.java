package dev.sallyport.harness.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

final class Futures {
    private Futures() {}

    static String attempt(String host, int port) {
        return CompletableFuture.supplyAsync(() -> talk(host, port))
                .thenApply(answer -> answer)
                .join();
    }

    private static String talk(String host, int port) {
        try {
            return Talk.attempt(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
