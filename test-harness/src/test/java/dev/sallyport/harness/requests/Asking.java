package dev.sallyport.harness.requests;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the requests it is given, {@code jdk-1 GET http://listed.example:4711/page} and perhaps
 * another authority behind, each client's by one object, and prints a line for each: {@code ok} or
 * {@code failed}, and the answer or what can be read in the exception and its causes.
 */
public final class Asking {
    private static final int PATIENCE_SECONDS = 15;

    private Asking() {}

    public static void main(String[] requests) throws Exception {
        Map<String, Sender> senders = new HashMap<>();
        for (String request : requests) {
            String[] words = request.split(" ", -1);
            if (!senders.containsKey(words[0])) {
                senders.put(words[0], Sender.of(words[0]));
            }
            System.out.println(request + "\t" + outcome(senders.get(words[0]), words));
        }
        // Some leave threads behind that would keep the JVM.
        System.exit(0);
    }

    private static String outcome(Sender sender, String[] words) throws InterruptedException {
        String authority = words.length > 3 ? words[3] : null;
        FutureTask<String> task =
                new FutureTask<>(() -> sender.send(words[1], URI.create(words[2]), authority));
        Thread thread = new Thread(task, words[0]);
        thread.setDaemon(true);
        thread.start();
        try {
            return "ok\t" + oneLine(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return "failed\t" + oneLine(chain(e.getCause()));
        } catch (TimeoutException e) {
            return "failed\tno answer and no exception after " + PATIENCE_SECONDS + " seconds";
        }
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
        return text.replace("\n", "\\n").replace("\t", "\\t");
    }
}
