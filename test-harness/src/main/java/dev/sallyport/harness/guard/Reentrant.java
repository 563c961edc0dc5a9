package dev.sallyport.harness.guard;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hangs a connect to a forbidden place on everything of the application's that somebody in the
 * middle of a connect might touch, then connects there and to a listed place a few times, and tells
 * how often which of them worked and how often its own code was run meanwhile.
 */
public final class Reentrant {
    private static final int TIMES = 20;
    private static final int PATIENCE_MILLIS = 5_000;

    private final InetSocketAddress forbidden;
    private final InetSocketAddress listed;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger broughtThrough = new AtomicInteger();
    private final ThreadLocal<Boolean> connecting = ThreadLocal.withInitial(() -> false);

    private Reentrant(InetSocketAddress forbidden, InetSocketAddress listed) {
        this.forbidden = forbidden;
        this.listed = listed;
    }

    /**
     * Runs it.
     *
     * @param arguments forbidden address and port, listed address and port
     */
    public static void main(String[] arguments) throws Exception {
        Reentrant program =
                new Reentrant(
                        address(arguments[0], arguments[1]), address(arguments[2], arguments[3]));
        PrintStream stderr = System.err;
        program.spread();
        Thread thread = program.new Meddler();
        thread.start();
        thread.join();
        System.setErr(stderr);
    }

    private static InetSocketAddress address(String host, String port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    }

    private void spread() {
        System.setErr(new PrintStream(new MeddlingStream(), true));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> meddle());
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        meddle();
                    }

                    @Override
                    public void flush() {
                        meddle();
                    }

                    @Override
                    public void close() {
                        // Nothing is held.
                    }
                };
        Logger.getLogger("").addHandler(handler);
        System.getProperties().put(new MeddlingKey(), "x");
    }

    /** Called from wherever the application's code is run. */
    private void meddle() {
        if (connecting.get()) {
            inside.incrementAndGet();
            connecting.set(false);
            if (connect(forbidden)) {
                broughtThrough.incrementAndGet();
            }
            connecting.set(true);
        }
    }

    private boolean connect(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private void work() {
        int through = 0;
        int working = 0;
        for (int i = 0; i < TIMES; i++) {
            connecting.set(true);
            through += connect(forbidden) ? 1 : 0;
            working += connect(listed) ? 1 : 0;
            connecting.set(false);
        }
        System.out.println(
                "ok\tforbidden "
                        + (through + broughtThrough.get())
                        + ", listed "
                        + working
                        + ", inside "
                        + inside.get()
                        + "\t");
    }

    private final class MeddlingStream extends OutputStream {
        @Override
        public void write(int b) {
            meddle();
        }
    }

    private final class MeddlingKey {
        @Override
        public int hashCode() {
            meddle();
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            meddle();
            return this == other;
        }

        @Override
        public String toString() {
            meddle();
            return "key";
        }
    }

    private final class MeddlingLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            meddle();
            return super.loadClass(name, resolve);
        }
    }

    private final class Meddler extends Thread {
        private final ClassLoader loader = new MeddlingLoader();

        @Override
        public void run() {
            work();
        }

        @Override
        public ClassLoader getContextClassLoader() {
            meddle();
            return loader;
        }

        @Override
        public String toString() {
            meddle();
            return "meddler";
        }

        @Override
        public boolean isInterrupted() {
            meddle();
            return super.isInterrupted();
        }

        @Override
        public UncaughtExceptionHandler getUncaughtExceptionHandler() {
            meddle();
            return super.getUncaughtExceptionHandler();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            meddle();
            return super.getStackTrace();
        }
    }
}
