package dev.sallyport.harness.telemetry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An attempt that must fail, and what is then told of it somewhere else. */
public final class Refused {
    private static final String ADDRESS = "127.0.0.77";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

    private Refused() {}

    /** Connects, and says on stdout whether that was refused. */
    public static void connect(int port) {
        System.out.println(port + " " + (connects(port) ? "connected" : "refused"));
    }

    static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ADDRESS, port));
            return true;
        } catch (IOException refused) {
            return !String.valueOf(refused.getMessage()).startsWith("Sallyport refused ");
        }
    }

    /**
     * Waits until people are told of it: this program's stderr, its log and its events are files.
     *
     * @param text what must stand in one of them
     */
    public static void awaitTold(String text, Path... files) throws IOException {
        long start = System.nanoTime();
        while (!isTold(text, List.of(files))) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("nobody was told of " + text);
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    private static boolean isTold(String text, List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.exists(file) && Files.readString(file).contains(text)) {
                return true;
            }
        }
        return false;
    }
}
