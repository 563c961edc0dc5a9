package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What the whole process shares, used up, replaced or made to call back. */
final class Processwide {
    private Processwide() {}

    // ---- exhaustion: a check that cannot be made is a refusal

    @Technique(value = "a check at the stack's end", kind = Kind.TAMPERING)
    static void stackOverflow(Goal goal) throws IOException {
        // Else it is a class or a lambda of the JDK's that cannot be found or linked there. Twice,
        // because classes that are hooked with the first connect are linked again.
        Object.class.getResourceAsStream("Object.class").close();
        for (int i = 0; i < 2; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.99", 1), 200);
            } catch (IOException refused) {
                // By nobody or by the guard.
            }
        }
        try {
            deep(goal, new AtomicInteger(400));
        } catch (StackOverflowError end) {
            goal.connect();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // to the stack's end
    private static int deep(Goal goal, AtomicInteger tries) {
        try {
            return 1 + deep(goal, tries);
        } catch (StackOverflowError end) {
            if (tries.decrementAndGet() > 0) {
                SocketApis.connectQuietly(goal);
            }
            throw end;
        }
    }

    @Technique(value = "a check without memory", kind = Kind.TAMPERING, flags = "-Xmx24m")
    static void outOfMemory(Goal goal) {
        List<byte[]> ballast = new ArrayList<>();
        for (int size = 1 << 20; size >= 16; size /= 4) {
            try {
                while (ballast.size() < 1_000_000) {
                    ballast.add(new byte[size]);
                }
            } catch (OutOfMemoryError full) {
                attemptQuietly(goal);
            }
        }
        for (int i = 0; i < 40; i++) {
            ballast.set(i, null);
            attemptQuietly(goal);
        }
        ballast.clear();
        SocketApis.connectQuietly(goal);
    }

    private static void attemptQuietly(Goal goal) {
        try {
            goal.connect();
        } catch (IOException | OutOfMemoryError refused) {
            // The next one has more room.
        }
    }

    @Technique(value = "thousands of refused ports, then the goal", kind = Kind.TAMPERING)
    static void manyKinds(Goal goal) throws IOException {
        for (int port = 1; port < 3000; port++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.99", port), 200);
            } catch (IOException refused) {
                // As most are, by nobody or by the guard.
            }
        }
        goal.connect();
    }

    @Technique(value = "ten thousand random names, then the goal", kind = Kind.TAMPERING)
    static void manyNames(Goal goal) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            try {
                InetAddress.getByName("n" + i + ".random.example");
            } catch (IOException refused) {
                // As all are.
            }
        }
        goal.connect();
    }

    @Technique(value = "the event folder deleted", kind = Kind.TAMPERING)
    static void eventsDeleted(Goal goal) throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".sallyport");
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException refused) {
                // Then with it.
            }
        }
        goal.connect();
    }

    // ---- re-entrancy: code of the application's that runs while the guard is at work

    /** Connects whenever it is called, but not while it does. */
    private static final class Caller {
        private final Goal goal;
        private boolean busy;

        Caller(Goal goal) {
            this.goal = goal;
        }

        void call() {
            if (!busy) {
                busy = true;
                SocketApis.connectQuietly(goal);
                busy = false;
            }
        }
    }

    @Technique(value = "System.err and System.out that connect", kind = Kind.TAMPERING)
    static void systemErr(Goal goal) throws IOException {
        Caller caller = new Caller(goal);
        PrintStream stream =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                caller.call();
                            }
                        },
                        true,
                        StandardCharsets.UTF_8);
        PrintStream before = System.out;
        System.setErr(stream);
        System.setOut(stream);
        try {
            System.err.println("x");
            goal.connect();
        } finally {
            System.setOut(before);
        }
    }

    @Technique(value = "a log handler that connects", kind = Kind.TAMPERING)
    static void logHandler(Goal goal) throws IOException {
        Caller caller = new Caller(goal);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        root.addHandler(
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        caller.call();
                    }

                    @Override
                    public void flush() {
                        caller.call();
                    }

                    @Override
                    public void close() {
                        caller.call();
                    }
                });
        root.info("x");
        goal.connect();
    }

    @Technique(value = "a context class loader that connects", kind = Kind.TAMPERING)
    static void contextLoader(Goal goal) throws IOException {
        Caller caller = new Caller(goal);
        Thread.currentThread()
                .setContextClassLoader(
                        new ClassLoader() {
                            @Override
                            protected Class<?> loadClass(String name, boolean resolve)
                                    throws ClassNotFoundException {
                                caller.call();
                                return super.loadClass(name, resolve);
                            }

                            @Override
                            public URL getResource(String name) {
                                caller.call();
                                return super.getResource(name);
                            }
                        });
        goal.connect();
    }

    @Technique(value = "a thread whose own methods connect", kind = Kind.TAMPERING)
    static void threadMethods(Goal goal) throws Exception {
        Caller caller = new Caller(goal);
        Thread thread =
                new Thread("own") {
                    @Override
                    public void run() {
                        caller.call();
                    }

                    @Override
                    public long getId() {
                        caller.call();
                        return 1;
                    }

                    @Override
                    public StackTraceElement[] getStackTrace() {
                        caller.call();
                        return new StackTraceElement[0];
                    }

                    @Override
                    public boolean isInterrupted() {
                        caller.call();
                        return false;
                    }

                    @Override
                    public void interrupt() {
                        caller.call();
                    }
                };
        thread.start();
        thread.join(Goal.PATIENCE_MILLIS);
    }

    @Technique(value = "a default exception handler that connects", kind = Kind.TAMPERING)
    static void exceptionHandler(Goal goal) throws Exception {
        Caller caller = new Caller(goal);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> caller.call());
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                goal.connect();
                            } catch (IOException refused) {
                                throw new IllegalStateException(refused);
                            }
                        },
                        "failing");
        thread.start();
        thread.join(Goal.PATIENCE_MILLIS);
    }

    @Technique(
            value = "a SecurityManager that connects while it is asked",
            kind = Kind.TAMPERING,
            flags = "-Djava.security.manager=allow",
            to = 17)
    @SuppressWarnings("removal") // what is tried
    static void securityManager(Goal goal) throws IOException {
        Caller caller = new Caller(goal);
        System.setSecurityManager(
                new SecurityManager() {
                    @Override
                    public void checkPermission(Permission permission) {
                        caller.call();
                    }

                    @Override
                    public void checkConnect(String host, int port) {
                        caller.call();
                    }
                });
        goal.connect();
    }

    @Technique(
            value = "a SecurityManager that forbids the guard's files",
            kind = Kind.TAMPERING,
            flags = "-Djava.security.manager=allow",
            to = 17)
    @SuppressWarnings("removal") // what is tried
    static void forbiddingManager(Goal goal) throws IOException {
        System.setSecurityManager(
                new SecurityManager() {
                    @Override
                    public void checkPermission(Permission permission) {
                        if (permission.getName().contains(".sallyport")) {
                            throw new SecurityException("forbidden");
                        }
                    }
                });
        goal.connect();
    }

    // ---- what was read at the start, changed afterwards

    @Technique(value = "system properties changed", kind = Kind.TAMPERING)
    static void properties(Goal goal) throws IOException {
        for (String name :
                new String[] {
                    "user.home",
                    "java.home",
                    "sallyport.policy",
                    "sallyport.on-violation",
                    "sallyport.jar",
                    "java.io.tmpdir",
                    "os.name",
                    "user.dir",
                    "file.separator"
                }) {
            System.setProperty(name, name.endsWith("on-violation") ? "log" : "/nowhere");
        }
        System.getProperties().remove("java.version");
        goal.connect();
    }

    @Technique(
            value = "the environment changed by reflection",
            kind = Kind.TAMPERING,
            flags = {
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED"
            })
    static void environment(Goal goal) throws Exception {
        Field inner = System.getenv().getClass().getDeclaredField("m");
        inner.setAccessible(true);
        Map<?, ?> map = (Map<?, ?>) inner.get(System.getenv());
        map.clear();
        goal.connect();
    }

    @Technique(value = "a Turkish default locale", kind = Kind.TAMPERING)
    static void locale(Goal goal) throws IOException {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        goal.connect();
    }

    @Technique(value = "a security provider of its own before all others", kind = Kind.TAMPERING)
    static void securityProvider(Goal goal) throws IOException {
        Security.insertProviderAt(
                new Provider("first", "1", "first") {
                    private static final long serialVersionUID = 1;
                },
                1);
        for (Provider provider : Security.getProviders()) {
            if (!provider.getName().equals("first")) {
                Security.removeProvider(provider.getName());
            }
        }
        goal.connect();
    }

    @Technique(
            value = "the process's stderr taken away",
            kind = Kind.TAMPERING,
            flags = "--add-opens=java.base/java.io=ALL-UNNAMED")
    static void noStderr(Goal goal) throws Exception {
        Field number = java.io.FileDescriptor.class.getDeclaredField("fd");
        number.setAccessible(true);
        number.setInt(java.io.FileDescriptor.err, -1);
        goal.connect();
    }

    @Technique(value = "the policy file changed, then the goal", kind = Kind.TAMPERING)
    static void policyChanged(Goal goal) throws IOException {
        try {
            Files.writeString(goal.policy(), "{\"version\": 1, \"onViolation\": \"log\"}");
        } catch (IOException refused) {
            // Then as it was.
        }
        goal.connect();
    }

    // ---- the end of the process

    @Technique(value = "Runtime.halt while the goal is tried", kind = Kind.TAMPERING)
    static void halt(Goal goal) throws InterruptedException {
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> SocketApis.connectQuietly(goal), "last " + i);
            threads[i].start();
        }
        threads[0].join(Goal.PATIENCE_MILLIS);
        Runtime.getRuntime().halt(0);
    }

    @Technique(value = "System.exit, with hooks that try the goal", kind = Kind.TAMPERING)
    static void exit(Goal goal) {
        for (int i = 0; i < 4; i++) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> SocketApis.connectQuietly(goal), "hook " + i));
        }
        System.exit(0);
    }
}
