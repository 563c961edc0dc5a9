package dev.sallyport.harness.servers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that hangs is ended, so that who reads from it does not wait for ever. */
final class Deadline {
    private static final long SECONDS = 120;

    private Deadline() {}

    static void on(Process process) {
        CompletableFuture<Process> end = process.onExit();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS)
                .execute(
                        () -> {
                            if (!end.isDone()) {
                                process.destroyForcibly();
                            }
                        });
    }
}
