package dev.sallyport.harness.labels;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * All the carriers, by name. Their pools are there before any call, as in a server; not the timer:
 * one whose thread ran before the JDK was hooked goes on as it was.
 */
final class Carriers {
    private final ExecutorService fixed = Executors.newFixedThreadPool(2);
    private final ExecutorService cached = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final ThreadPoolExecutor byPriority = byPriority();
    private final ThreadPoolExecutor picky = new Picky();
    private final AtomicReference<Timer> timers = new AtomicReference<>();
    private final Map<String, Carrier> all = new LinkedHashMap<>();

    Carriers() {
        all.put("own_thread", Runnable::run);
        all.put("new_thread", work -> joined(new Thread(work)));
        all.put("thread_subclass", work -> joined(new Working(work)));
        all.put("daemon", Carriers::daemon);
        all.put("execute", work -> done(work, fixed::execute));
        all.put("execute_named", work -> done(work, task -> fixed.execute(new Named(task))));
        all.put("submit_runnable", work -> fixed.submit(work).get());
        all.put("submit_callable", work -> fixed.submit(callable(work)).get());
        all.put("invoke_all", work -> fixed.invokeAll(List.of(callable(work))));
        all.put("cached", work -> done(work, cached::execute));
        all.put("completion_service", this::completionService);
        all.put("schedule", work -> scheduled.schedule(work, 1, TimeUnit.MILLISECONDS).get());
        all.put("by_priority", work -> done(work, task -> byPriority.execute(new Named(task))));
        all.put("picky_pool", work -> done(work, task -> picky.execute(new Named(task))));
        all.put("future_task", Carriers::futureTask);
        addForkJoin();
        addStages();
        all.put("timer", this::timer);
        addVirtual();
    }

    Map<String, Carrier> all() {
        return all;
    }

    private void addForkJoin() {
        all.put("fork_join_execute", work -> done(work, pool::execute));
        all.put("fork_join_submit", work -> pool.submit(work).get());
        all.put("fork_join_task", work -> pool.invoke(new Recursive(work, 3)));
        all.put(
                "parallel_stream",
                work ->
                        IntStream.range(0, 8)
                                .parallel()
                                .forEach(
                                        i -> {
                                            if (i == 7) {
                                                work.run();
                                            }
                                        }));
    }

    private void addStages() {
        all.put("run_async", work -> CompletableFuture.runAsync(work).get());
        all.put(
                "supply_async",
                work -> CompletableFuture.supplyAsync(() -> ran(work), fixed).get());
        all.put("stage", work -> completedElsewhere(future -> future.thenRun(work)));
        all.put("stage_async", work -> completedElsewhere(future -> future.thenRunAsync(work)));
        all.put(
                "stage_compose",
                work ->
                        completedElsewhere(
                                future ->
                                        future.thenCompose(
                                                done -> CompletableFuture.runAsync(work, fixed))));
        all.put(
                "stage_failed",
                work -> {
                    CompletableFuture<Void> future = new CompletableFuture<>();
                    CompletableFuture<Void> stage =
                            future.exceptionally(
                                    failed -> {
                                        work.run();
                                        return null;
                                    });
                    elsewhere.put(() -> future.completeExceptionally(new IllegalStateException()));
                    stage.get();
                });
    }

    /** JDK 21 on; elsewhere left out. */
    private void addVirtual() {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            all.put("virtual_thread", work -> ((Thread) start.invoke(null, work)).join());
            Method make = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            ExecutorService virtual = (ExecutorService) make.invoke(null);
            all.put("virtual_executor", work -> virtual.submit(work).get());
        } catch (NoSuchMethodException older) {
            // JDK 17 has none.
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A thread that was there before any call, and whom every call may ask. */
    private final SynchronousQueue<Runnable> elsewhere = new SynchronousQueue<>();

    {
        Thread thread =
                new Thread(
                        () -> {
                            while (true) {
                                try {
                                    elsewhere.take().run();
                                } catch (InterruptedException end) {
                                    return;
                                }
                            }
                        },
                        "elsewhere");
        thread.setDaemon(true);
        thread.start();
    }

    /** What asks that thread. */
    SynchronousQueue<Runnable> elsewhere() {
        return elsewhere;
    }

    private interface Stage {
        CompletableFuture<Void> after(CompletableFuture<Void> first);
    }

    private void completedElsewhere(Stage stage) throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = stage.after(first);
        elsewhere.put(() -> first.complete(null));
        second.get();
    }

    private interface Giving {
        void give(Runnable task);
    }

    private static void done(Runnable work, Giving executor) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        executor.give(
                () -> {
                    work.run();
                    done.countDown();
                });
        done.await();
    }

    private static Object ran(Runnable work) {
        work.run();
        return "";
    }

    private static Callable<Object> callable(Runnable work) {
        return () -> ran(work);
    }

    private static void joined(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }

    private static void daemon(Runnable work) throws InterruptedException {
        Thread thread = new Thread(() -> work.run());
        thread.setDaemon(true);
        joined(thread);
    }

    private static void futureTask(Runnable work) throws Exception {
        FutureTask<Object> task = new FutureTask<>(work, "");
        new Thread(task).start();
        task.get();
    }

    private void completionService(Runnable work) throws Exception {
        ExecutorCompletionService<Object> service = new ExecutorCompletionService<>(fixed);
        service.submit(callable(work));
        service.take().get();
    }

    private void timer(Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        timers.updateAndGet(timer -> timer == null ? new Timer(true) : timer)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                work.run();
                                done.countDown();
                            }
                        },
                        1);
        done.await();
    }

    private static ThreadPoolExecutor byPriority() {
        Comparator<Runnable> order = Comparator.comparing(task -> ((Named) task).toString());
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(8, order));
    }

    private static final class Working extends Thread {
        private final Runnable work;

        Working(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }

    /** A pool that knows its own tasks and takes no others. */
    private static final class Picky extends ThreadPoolExecutor {
        private final List<Named> seen = new ArrayList<>();

        Picky() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            seen.add((Named) task);
        }
    }

    /** A task that a queue or a pool may look at. */
    static final class Named implements Runnable {
        private final Runnable work;

        Named(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }

        @Override
        public String toString() {
            return "named";
        }
    }

    private static final class Recursive extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;
        private final int depth;

        Recursive(Runnable work, int depth) {
            this.work = work;
            this.depth = depth;
        }

        @Override
        protected void compute() {
            if (depth == 0) {
                work.run();
                return;
            }
            Recursive child = new Recursive(work, depth - 1);
            child.fork();
            child.join();
        }
    }
}
