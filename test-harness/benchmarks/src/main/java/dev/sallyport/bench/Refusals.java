package dev.sallyport.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Connects over loopback where nobody listens, so that it is refused with an agent and without. The
 * CPU is that of the connecting thread and of the one that writes to the server's log; the clock is
 * what the connecting thread waits.
 */
final class Refusals {
    /** There is an end to lines, and with it to what a process can measure of them. */
    private static final int KINDS = 9;

    private static final int EQUAL = 1_000;

    /** Above those that the kernel gives away. */
    private static final int FIRST_PORT = 61_001;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 99});
    private final Path stderr;
    private final boolean hasLines;
    private int kinds;

    private Refusals(Path stderr, boolean hasLines) throws IOException {
        this.stderr = stderr;
        this.hasLines = hasLines;
    }

    /**
     * Arguments: {@code kinds} for ports that are new or {@code equal} for always the same; where
     * this process's stderr goes, and whether lines on refusals are to come there.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Refusals self = new Refusals(Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
        // A server has set up its log by the time that it is refused something.
        LoggerFactory.getLogger(Refusals.class).warn("ready");
        boolean areNew = arguments[0].equals("kinds");
        OnDemand.serve(() -> areNew ? self.turn(KINDS, 1) : self.turn(EQUAL, 0));
    }

    private Turn turn(int times, int step) throws IOException {
        long log = logCpu();
        long start = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            refused(FIRST_PORT + kinds);
            kinds += step;
        }
        long taken = THREADS.getCurrentThreadCpuTime() - cpu;
        long nanos = System.nanoTime() - start;
        if (hasLines) {
            awaitLines(Math.max(kinds, 1));
        }
        return Turn.ofNanos(times, nanos, taken + logCpu() - log);
    }

    private void refused(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port));
        } catch (ConnectException refused) {
            return;
        }
        throw new IOException("somebody listens on " + port);
    }

    private void awaitLines(int wanted) throws IOException {
        long start = System.nanoTime();
        while (lines() < wanted) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new IOException(lines() + " lines of " + wanted + " in " + stderr);
            }
            Thread.onSpinWait();
        }
    }

    private long lines() throws IOException {
        List<String> all = Files.readAllLines(stderr);
        return all.stream().filter(line -> line.contains("Sallyport refused bench")).count();
    }

    /** Of the thread that writes to the server's log; 0 where there is none. */
    private static long logCpu() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("sallyport-log")) {
                return THREADS.getThreadCpuTime(thread.getId());
            }
        }
        return 0;
    }
}
