package dev.sallyport.harness.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** What came of an attempt, as its caller saw it, on one line of three cells. */
final class Report {
    private Report() {}

    /**
     * {@code ok}, a blank, the result; or {@code failed}, the exception's class and its message,
     * with tabs between. What a {@code Future} wraps is unwrapped; nothing else is.
     */
    static String of(Callable<String> attempt) {
        try {
            return "ok\t" + oneLine(attempt.call()) + "\t";
        } catch (Exception failure) {
            Throwable cause = failure;
            while (cause instanceof ExecutionException) {
                cause = cause.getCause();
            }
            return failed(cause);
        }
    }

    private static String failed(Throwable failure) {
        return "failed\t" + failure.getClass().getName() + "\t" + oneLine(failure.getMessage());
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
}
