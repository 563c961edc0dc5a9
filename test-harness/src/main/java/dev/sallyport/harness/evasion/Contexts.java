package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.lang.reflect.Proxy;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A plain connect from places where nobody looks for one. */
final class Contexts {
    private Contexts() {}

    private static final int PATIENCE = Goal.PATIENCE_MILLIS;

    @Technique("on a thread of its own class")
    static void threadSubclass(Goal goal) throws Exception {
        Thread thread =
                new Thread("own") {
                    @Override
                    public void run() {
                        SocketApis.connectQuietly(goal);
                    }
                };
        thread.start();
        thread.join(PATIENCE);
    }

    @Technique(value = "on a virtual thread", from = 21)
    static void virtualThread(Goal goal) throws Exception {
        Thread thread =
                (Thread)
                        Thread.class
                                .getMethod("startVirtualThread", Runnable.class)
                                .invoke(null, (Runnable) () -> SocketApis.connectQuietly(goal));
        thread.join(PATIENCE);
    }

    @Technique("in a CompletableFuture")
    static void future(Goal goal) throws Exception {
        CompletableFuture.runAsync(() -> SocketApis.connectQuietly(goal))
                .get(PATIENCE, TimeUnit.MILLISECONDS);
    }

    @Technique("in a parallel stream")
    static void parallel(Goal goal) {
        List.of(1, 2, 3, 4).parallelStream().forEach(i -> SocketApis.connectQuietly(goal));
    }

    @Technique("in a ForkJoinPool of its own")
    static void forkJoin(Goal goal) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        pool.submit(() -> SocketApis.connectQuietly(goal)).get(PATIENCE, TimeUnit.MILLISECONDS);
        pool.shutdown();
    }

    @Technique("in a Timer")
    static void timer(Goal goal) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        SocketApis.connectQuietly(goal);
                        done.countDown();
                    }
                },
                1);
        await(done);
        timer.cancel();
    }

    @Technique("in a scheduled executor")
    static void scheduled(Goal goal) throws Exception {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.schedule(() -> SocketApis.connectQuietly(goal), 1, TimeUnit.MILLISECONDS)
                .get(PATIENCE, TimeUnit.MILLISECONDS);
        executor.shutdown();
    }

    @Technique(value = "in a shutdown hook", alone = true)
    static void shutdownHook(Goal goal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> SocketApis.connectQuietly(goal), "hook"));
    }

    @Technique("in a static initialiser")
    static void staticInitialiser(Goal goal) {
        Initialised.goal = goal;
        Initialised.Inner.touch();
    }

    private static final class Initialised {
        private static Goal goal;

        private static final class Inner {
            static {
                SocketApis.connectQuietly(goal);
            }

            static void touch() {
                // The class's initialisation does it.
            }
        }
    }

    @Technique("in a Cleaner")
    static void cleaner(Goal goal) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Cleaner.create()
                .register(
                        new Object(),
                        () -> {
                            SocketApis.connectQuietly(goal);
                            done.countDown();
                        });
        for (int i = 0; i < 40 && done.getCount() > 0; i++) {
            System.gc();
            if (done.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    @Technique("in a finalizer")
    static void finalizer(Goal goal) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        unreachable(goal, done);
        for (int i = 0; i < 40 && done.getCount() > 0; i++) {
            System.gc();
            if (done.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** In a frame of its own, which would keep it alive. */
    private static void unreachable(Goal goal, CountDownLatch done) {
        Object unused = new Finalized(goal, done);
    }

    private static final class Finalized {
        private final Goal goal;
        private final CountDownLatch done;

        Finalized(Goal goal, CountDownLatch done) {
            this.goal = goal;
            this.done = done;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // what is tried
        protected void finalize() {
            SocketApis.connectQuietly(goal);
            done.countDown();
        }
    }

    @Technique("in an uncaught exception handler")
    static void uncaught(Goal goal) throws Exception {
        Thread thread =
                new Thread(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        },
                        "uncaught");
        thread.setUncaughtExceptionHandler((t, e) -> SocketApis.connectQuietly(goal));
        thread.start();
        thread.join(PATIENCE);
    }

    @Technique("in toString, hashCode and compareTo that the JDK calls")
    static void callbacks(Goal goal) {
        Object key =
                new Object() {
                    @Override
                    public int hashCode() {
                        SocketApis.connectQuietly(goal);
                        return 1;
                    }

                    @Override
                    public boolean equals(Object other) {
                        return this == other;
                    }
                };
        Object unused = new HashSet<>(List.of(key));
        Integer[] sorted = {2, 1};
        Arrays.sort(
                sorted,
                (a, b) -> {
                    SocketApis.connectQuietly(goal);
                    return a.compareTo(b);
                });
    }

    @Technique("in a proxy's InvocationHandler")
    static void proxy(Goal goal) {
        Runnable runnable =
                (Runnable)
                        Proxy.newProxyInstance(
                                Contexts.class.getClassLoader(),
                                new Class<?>[] {Runnable.class},
                                (self, method, arguments) -> {
                                    goal.connect();
                                    return null;
                                });
        runnable.run();
    }

    @Technique("through a MethodHandle of Socket's constructor")
    static void methodHandle(Goal goal) throws Throwable {
        MethodHandle constructor =
                MethodHandles.publicLookup()
                        .findConstructor(
                                java.net.Socket.class,
                                MethodType.methodType(void.class, String.class, int.class));
        ((java.net.Socket) constructor.invoke(goal.host(), goal.tcp())).close();
    }

    @Technique("through reflection on Socket's constructor")
    static void reflection(Goal goal) throws Exception {
        java.net.Socket.class
                .getConstructor(String.class, int.class)
                .newInstance(goal.host(), goal.tcp())
                .close();
    }

    @Technique("a Timer that calls JDK methods by EventHandler, no frame of the application's")
    static void borrowedStack(Goal goal) throws Exception {
        java.net.Socket socket = new java.net.Socket();
        java.beans.Expression connect =
                new java.beans.Expression(
                        socket, "connect", new Object[] {goal.tcpAddress(), PATIENCE});
        Callback borrowed = java.beans.EventHandler.create(Callback.class, connect, "execute");
        CompletableFuture.runAsync(borrowed::call).get(PATIENCE, TimeUnit.MILLISECONDS);
        socket.close();
    }

    /** What {@code EventHandler} implements. */
    public interface Callback {
        void call();
    }

    @Technique("in doPrivileged")
    @SuppressWarnings("removal") // what is tried
    static void privileged(Goal goal) throws Exception {
        AccessController.doPrivileged(
                (PrivilegedExceptionAction<Void>)
                        () -> {
                            goal.connect();
                            return null;
                        });
    }

    @Technique("in a class loader's findClass")
    static void findClass(Goal goal) throws Exception {
        new ClassLoader() {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                SocketApis.connectQuietly(goal);
                throw new ClassNotFoundException(name);
            }
        }.loadClass("com.acme.None");
    }

    @Technique("with the thread's interrupt status set")
    static void interrupted(Goal goal) throws IOException {
        Thread.currentThread().interrupt();
        try {
            goal.connect();
        } finally {
            Thread.interrupted();
        }
    }

    @Technique("in ThreadLocal.initialValue, on many threads at once")
    static void manyThreads(Goal goal) throws Exception {
        ThreadLocal<Boolean> local =
                ThreadLocal.withInitial(
                        () -> {
                            SocketApis.connectQuietly(goal);
                            return true;
                        });
        Thread[] threads = new Thread[16];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(local::get, "local " + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join(PATIENCE);
        }
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(PATIENCE, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("was never run");
        }
    }
}
