package dev.sallyport.harness.clients;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the attempts it is given, {@code OKHTTP api.example 4711}, and prints a line for each: the
 * attempt; {@code ok} or {@code failed}; the answer, or what can be read in the exception, its
 * causes and what they suppressed; with tabs between.
 *
 * <p>Those of {@link Client#SHUTDOWN_HOOK} are made while the JVM shuts down.
 */
public final class ClientsOfTheWorld {
    private static final int PATIENCE_SECONDS = 20;

    private ClientsOfTheWorld() {}

    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            if (client(attempt) == Client.SHUTDOWN_HOOK) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> report(attempt)));
            } else {
                report(attempt);
            }
        }
        // Some leave threads behind that would keep the JVM.
        System.exit(0);
    }

    private static void report(String attempt) {
        System.out.println(attempt + "\t" + outcome(attempt));
    }

    private static String outcome(String attempt) {
        String[] words = attempt.split(" ", -1);
        FutureTask<String> task =
                new FutureTask<>(
                        () -> client(attempt).attempt(words[1], Integer.parseInt(words[2])));
        Thread thread = new Thread(task, attempt);
        thread.setDaemon(true);
        thread.start();
        try {
            return "ok\t" + oneLine(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return "failed\t" + oneLine(chain(e.getCause()));
        } catch (TimeoutException e) {
            return "failed\tno answer and no exception after " + PATIENCE_SECONDS + " seconds";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Client client(String attempt) {
        return Client.valueOf(attempt.substring(0, attempt.indexOf(' ')));
    }

    private static String chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        StringJoiner text = new StringJoiner("; by ");
        while (!open.isEmpty()) {
            Throwable one = open.pop();
            if (seen.add(one)) {
                text.add(one.toString());
                open.addAll(List.of(one.getSuppressed()));
                if (one.getCause() != null) {
                    open.push(one.getCause());
                }
            }
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
}
