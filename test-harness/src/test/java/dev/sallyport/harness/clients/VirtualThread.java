package dev.sallyport.harness.clients;

import java.util.concurrent.FutureTask;

final class VirtualThread {
    private VirtualThread() {}

    /** By reflection: the tests' own release is 17. */
    static String attempt(String host, int port) throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> Talk.attempt(host, port));
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        return task.get();
    }
}
