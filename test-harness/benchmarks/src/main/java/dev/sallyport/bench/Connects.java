package dev.sallyport.bench;

import java.io.DataOutputStream;
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
 * Connects over loopback and closes, as an application does: a batch for each byte on standard in,
 * and on standard out the CPU nanoseconds (user and system) that the connecting thread took for it.
 *
 * <p>One thread does everything, so that no scheduler has a say: connections wait in the listener's
 * backlog and are accepted outside of what is measured. Closing resets, which leaves no port in
 * TIME_WAIT.
 */
final class Connects {
    /** Connects in a batch. */
    static final int BATCH = 1_000;

    private static final int BACKLOG = 100;
    private static final int WARM_UP_BATCHES = 50;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Connects() {}

    private interface Way {
        void go(InetSocketAddress target) throws IOException;
    }

    /** Argument: {@code channel} or {@code socket}. */
    public static void main(String[] arguments) throws IOException {
        Way way = arguments[0].equals("channel") ? Connects::channel : Connects::socket;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        DataOutputStream out = new DataOutputStream(System.out);
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(loopback, 0), 2 * BACKLOG);
            for (int i = 0; i < WARM_UP_BATCHES; i++) {
                batch(way, listener);
            }
            while (System.in.read() >= 0) {
                out.writeLong(batch(way, listener));
                out.flush();
            }
        }
    }

    private static long batch(Way way, ServerSocketChannel listener) throws IOException {
        InetSocketAddress target = (InetSocketAddress) listener.getLocalAddress();
        long nanos = 0;
        for (int done = 0; done < BATCH; done += BACKLOG) {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < BACKLOG; i++) {
                way.go(target);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - before;
            for (int i = 0; i < BACKLOG; i++) {
                listener.accept().close();
            }
        }
        return nanos;
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
