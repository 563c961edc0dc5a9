package dev.sallyport.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Connects over loopback and closes, as an application does: a batch is a turn, and its CPU the
 * connecting thread's.
 *
 * <p>One thread does everything, so that no scheduler has a say: connections wait in the listener's
 * backlog and are accepted outside of what is measured. Closing resets, which leaves no port in
 * TIME_WAIT.
 */
final class Connects {
    /** Connects in a batch. */
    private static final int BATCH = 1_000;

    private static final int BACKLOG = 100;
    private static final int WARM_UP_BATCHES = 50;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Connects() {}

    private interface Way {
        void go(InetSocketAddress target) throws IOException;
    }

    /** Argument: {@code channel} or {@code socket}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Way way = arguments[0].equals("channel") ? Connects::channel : Connects::socket;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(loopback, 0), 2 * BACKLOG);
            for (int i = 0; i < WARM_UP_BATCHES; i++) {
                batch(way, listener);
            }
            OnDemand.serve(() -> batch(way, listener));
        }
    }

    private static Turn batch(Way way, ServerSocketChannel listener) throws IOException {
        InetSocketAddress target = (InetSocketAddress) listener.getLocalAddress();
        long nanos = 0;
        long cpu = 0;
        for (int done = 0; done < BATCH; done += BACKLOG) {
            long start = System.nanoTime();
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < BACKLOG; i++) {
                way.go(target);
            }
            cpu += THREADS.getCurrentThreadCpuTime() - before;
            nanos += System.nanoTime() - start;
            for (int i = 0; i < BACKLOG; i++) {
                listener.accept().close();
            }
        }
        return Turn.ofNanos(BATCH, nanos, cpu);
    }

    private static void channel(InetSocketAddress target) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(target);
        }
    }

    private static void socket(InetSocketAddress target) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoLinger(true, 0);
            socket.connect(target);
        }
    }
}
