package dev.sallyport.harness.evasion;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs techniques in this JVM: {@code CLASS#METHOD GOAL-FILE} and so on. Prints a line for each,
 * which is for people: {@code CLASS#METHOD | what it said}.
 */
public final class Attack {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(20);

    private Attack() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < arguments.length; i += 2) {
            Method technique = technique(arguments[i]);
            Goal goal = Goal.read(Path.of(arguments[i + 1]));
            String[] said = {"does not end"};
            // A thread of its own, so that one that hangs holds up nobody.
            Thread thread = new Thread(() -> said[0] = run(technique, goal), "attack " + i);
            thread.setDaemon(true);
            thread.start();
            await(thread);
            System.out.println(arguments[i] + " | " + said[0]);
        }
        // Libraries leave threads behind that nobody waits for.
        System.exit(0);
    }

    private static Method technique(String place) throws ReflectiveOperationException {
        int name = place.indexOf('#') + 1;
        Class<?> type = Class.forName(place.substring(0, name - 1));
        return type.getDeclaredMethod(place.substring(name), Goal.class);
    }

    /** Some interrupt every thread that they find. */
    private static void await(Thread thread) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException theirs) {
                // It has not ended yet.
            }
        }
    }

    private static String run(Method technique, Goal goal) {
        try {
            technique.invoke(null, goal);
            return "returned";
        } catch (InvocationTargetException thrown) {
            return chain(thrown.getCause());
        } catch (Throwable own) {
            return chain(own);
        }
    }

    private static String chain(Throwable failure) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 6; t = t.getCause()) {
            text.append(depth++ == 0 ? "" : " <- ").append(t);
        }
        return text.toString().replace('\n', ' ');
    }
}
