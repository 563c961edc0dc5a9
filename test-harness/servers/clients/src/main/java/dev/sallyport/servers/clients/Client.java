package dev.sallyport.servers.clients;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Reads pages; many callers may ask at the same time. */
public sealed interface Client {
    /** The page's body, whatever its status; the caller's thread waits for it. */
    String read(URI page) throws Exception;

    /** It connects, and waits, on its caller's thread. */
    non-sealed interface Blocking extends Client {}

    /** It leaves the work to threads of its own. */
    @FunctionalInterface
    non-sealed interface Promising extends Client {
        CompletionStage<String> promise(URI page);

        @Override
        default String read(URI page) {
            return promise(page).toCompletableFuture().join();
        }
    }
}
