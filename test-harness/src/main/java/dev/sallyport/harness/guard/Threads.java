package dev.sallyport.harness.guard;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs an attempt on a thread of another kind, or in another state, than the main one. */
final class Threads {
    private Threads() {}

    /** {@code platform}, {@code interrupted}, {@code virtual}. */
    static String of(String kind, Callable<String> attempt) throws Exception {
        return switch (kind) {
            case "platform" -> attempt.call();
            case "interrupted" -> interrupted(attempt);
            case "virtual" -> virtual(attempt);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    static String interrupted(Callable<String> attempt) throws Exception {
        FutureTask<String> task =
                new FutureTask<>(
                        () -> {
                            Thread.currentThread().interrupt();
                            return attempt.call();
                        });
        new Thread(task, "interrupted").start();
        return task.get();
    }

    /** By reflection: the tests' own release is 17. */
    static String virtual(Callable<String> attempt) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        FutureTask<String> task = new FutureTask<>(attempt);
        start.invoke(null, task);
        return task.get();
    }
}
