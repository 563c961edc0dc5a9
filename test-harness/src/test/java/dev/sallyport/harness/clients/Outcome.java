package dev.sallyport.harness.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an attempt in another JVM came to, written down there and read here: a line of the attempt,
 * {@code ok} or {@code failed}, and the text, with tabs between.
 *
 * @param text the answer, or what can be read in the exception, its causes and what they suppressed
 */
public record Outcome(boolean worked, String text) {
    private static final int PATIENCE_SECONDS = 20;

    /** Makes the attempt on a thread of its own, and prints its line. */
    public static void print(String attempt, Callable<String> task) {
        System.out.println(attempt + "\t" + lineOf(attempt, task));
    }

    /** The printed lines by their attempts, in order. */
    public static Map<String, Outcome> read(String lines) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            String[] cells = line.split("\t", -1);
            assertEquals(3, cells.length, lines);
            outcomes.put(cells[0], new Outcome("ok".equals(cells[1]), cells[2]));
        }
        return outcomes;
    }

    private static String lineOf(String attempt, Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
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
