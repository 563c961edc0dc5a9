package java.net;

import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.SallyportLabels;
import sun.nio.ch.SallyportMcp;
import sun.nio.ch.SallyportServices;
import sun.nio.ch.SallyportWork;

/**
 * What the hooks of executors call, the JDK's and libraries': the label of a thread, which says
 * which call of the MCP client's it works for, goes along with the work that it hands over.
 *
 * <p>Every class can call this, and gains nothing: a thread can only pass on the label that it has.
 */
public final class SallyportTasks {
    private SallyportTasks() {}

    // ---- work whose holder nobody but the hooked class can see

    /** A {@code ForkJoinTask} stays what it is. */
    public static Runnable runnable(Runnable work) {
        if (!(work instanceof ForkJoinTask)) {
            return (Runnable) labelled(work);
        }
        if (!isStage(work)) {
            handOver(work);
        }
        return work;
    }

    /** What such a task runs is labelled already. */
    private static boolean isStage(Object work) {
        return work instanceof CompletableFuture.AsynchronousCompletionTask;
    }

    public static Callable<?> callable(Callable<?> work) {
        return (Callable<?>) labelled(work);
    }

    public static Supplier<?> supplier(Supplier<?> work) {
        return (Supplier<?>) labelled(work);
    }

    public static Function<?, ?> function(Function<?, ?> work) {
        return (Function<?, ?>) labelled(work);
    }

    public static BiFunction<?, ?, ?> function(BiFunction<?, ?, ?> work) {
        return (BiFunction<?, ?, ?>) labelledOfTwo(work);
    }

    public static Consumer<?> consumer(Consumer<?> work) {
        return (Consumer<?>) labelled(work);
    }

    public static BiConsumer<?, ?> consumer(BiConsumer<?, ?> work) {
        return (BiConsumer<?, ?>) labelledOfTwo(work);
    }

    private static Object labelledOfTwo(Object work) {
        return SallyportLabels.any() ? SallyportWork.labelledOfTwo(work) : work;
    }

    private static Object labelled(Object work) {
        return SallyportLabels.any() ? SallyportWork.labelled(work) : work;
    }

    // ---- ThreadPoolExecutor

    /**
     * Entry of {@code execute}. Where only the JDK's own code gets to see what is in the queue, the
     * work is put there labelled; elsewhere it stays the object that it is.
     */
    public static Runnable pooled(ThreadPoolExecutor pool, Runnable work) {
        if (!SallyportLabels.any() || bringsItsLabel(work)) {
            return work;
        }
        if (isTheJdks(pool)
                && isTheJdks(pool.getQueue())
                && !(pool.getQueue() instanceof PriorityBlockingQueue)
                && isTheJdks(pool.getRejectedExecutionHandler())) {
            return (Runnable) SallyportWork.labelled(work);
        }
        SallyportLabels.handOver(work);
        return work;
    }

    /** What it runs was labelled as it was made. */
    private static boolean bringsItsLabel(Runnable work) {
        return work instanceof SallyportWork || work instanceof FutureTask || isStage(work);
    }

    private static boolean isTheJdks(Object object) {
        return object.getClass().getClassLoader() == null;
    }

    /** Entry of {@code remove}: what is in the queue may be labelled. */
    public static Runnable sought(Runnable work) {
        return work == null || work instanceof FutureTask ? work : SallyportWork.sought(work);
    }

    /** Return of {@code shutdownNow}. */
    public static List<Runnable> plain(List<Runnable> works) {
        for (int i = 0; i < works.size(); i++) {
            works.set(i, (Runnable) SallyportWork.plain(works.get(i)));
        }
        return works;
    }

    /** In place of {@code task.run()}. */
    public static void run(Runnable work) {
        if (!SallyportLabels.any() || bringsItsLabel(work)) {
            work.run();
            return;
        }
        SallyportLabels.enter(work, false);
        try {
            work.run();
        } finally {
            SallyportLabels.exit(work);
        }
    }

    // ---- work that stays the object that it is

    /** The work is on its way. */
    public static void handOver(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.handOver(work);
        }
    }

    /** Entry of {@code Thread.start}. */
    public static void starting(Thread thread) {
        if (SallyportLabels.any() && !SallyportServices.isOne(thread)) {
            SallyportLabels.handOver(thread);
        }
    }

    /** The work begins, and its label with it. */
    public static void enter(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.enter(work, false);
        }
    }

    /** The same for work that is done several times, and keeps its label. */
    public static void enterAgain(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.enter(work, true);
        }
    }

    /** The same for what may be no such work at all: without a label, the thread keeps its own. */
    public static void enterKnown(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.enterKnown(work);
        }
    }

    /** What serves everybody begins, whoever has given it its thread. */
    public static void enterForEverybody(Object service) {
        if (SallyportLabels.any()) {
            SallyportLabels.enterForEverybody(service);
        }
    }

    /** The work will not be done, or not once more. */
    public static void drop(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.drop(work);
        }
    }

    /**
     * Return of what suspends a coroutine.
     *
     * @param work what would have resumed it
     */
    public static Object suspended(Object answer, Object work) {
        if (SallyportLabels.any()
                && !(answer instanceof Enum
                        && ((Enum<?>) answer).name().equals("COROUTINE_SUSPENDED"))) {
            SallyportLabels.drop(work);
        }
        return answer;
    }

    /** The work ends. */
    public static void exit(Object work) {
        SallyportLabels.exit(work);
    }

    /** In place of {@code task.run()}. */
    public static void run(TimerTask work) {
        run((Runnable) work);
    }

    // ---- loops that do one call's work after another's, whoever's thread they are on

    /** Such a loop begins. */
    public static void enterAll(Object loop) {
        if (SallyportLabels.any()) {
            SallyportLabels.enterAll(loop);
        }
    }

    /** In place of {@code queue.poll()}. */
    public static Object serve(Queue<?> queue) {
        return serve(queue.poll());
    }

    /** In place of {@code works.next()}. */
    public static Object serve(Iterator<?> works) {
        return serve(works.next());
    }

    /** It is this piece of work's turn; {@code null} for nobody's. */
    public static Object serve(Object work) {
        if (SallyportLabels.any()) {
            SallyportLabels.serve(work);
        }
        return work;
    }

    // ---- Reactor's contexts

    /** Work for the call that the context names begins, or for an unknown one. */
    @CallerSensitive
    public static void enterContext(Object context) {
        if (SallyportLabels.any()) {
            SallyportMcp.enterContext(Reflection.getCallerClass(), context);
        }
    }

    /** A subscriber whose context names this thread's call, unless it names one already. */
    @CallerSensitive
    public static Object asked(Object subscriber) {
        return SallyportLabels.any()
                ? SallyportMcp.asked(Reflection.getCallerClass(), subscriber)
                : subscriber;
    }
}
