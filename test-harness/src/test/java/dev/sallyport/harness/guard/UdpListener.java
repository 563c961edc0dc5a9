package dev.sallyport.harness.guard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real UDP listener on loopback, which answers and counts. As with {@link TcpListener}, a count
 * is taken behind a datagram of our own.
 */
public final class UdpListener implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final Answering answers;
    private final AtomicInteger received = new AtomicInteger();
    private final Map<SocketAddress, CountDownLatch> ours = new ConcurrentHashMap<>();

    /** What is said to a request. */
    interface Answering {
        /**
         * The answer.
         *
         * @param from whoever has sent the request
         * @return {@code null} for none
         */
        byte[] to(byte[] request, SocketAddress from) throws IOException;
    }

    private UdpListener(DatagramSocket socket, Answering answers) {
        this.socket = socket;
        this.answers = answers;
    }

    /** Answers {@code pong} on any free port. */
    public static UdpListener on(String address) throws IOException {
        byte[] pong = {'p', 'o', 'n', 'g'};
        return on(address, 0, (request, from) -> pong);
    }

    static UdpListener on(String address, int port, Answering answers) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port));
        UdpListener listener = new UdpListener(socket, answers);
        Thread thread = new Thread(listener::serve, "listener " + socket.getLocalSocketAddress());
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How many datagrams have come so far. */
    public int received() throws IOException, InterruptedException {
        settle();
        return received.get();
    }

    /** Returns when everything that was sent before has been counted and answered. */
    void settle() throws IOException, InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        InetAddress address =
                socket.getLocalAddress().isAnyLocalAddress()
                        ? InetAddress.getLoopbackAddress()
                        : socket.getLocalAddress();
        try (DatagramSocket last = new DatagramSocket(new InetSocketAddress(address, 0))) {
            ours.put(last.getLocalSocketAddress(), seen);
            last.send(new DatagramPacket(new byte[0], 0, new InetSocketAddress(address, port())));
            if (!seen.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the listener does not come to its queue's end");
            }
        }
    }

    private void serve() {
        while (true) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                socket.receive(packet);
                CountDownLatch settling = ours.remove(packet.getSocketAddress());
                if (settling != null) {
                    settling.countDown();
                } else {
                    received.incrementAndGet();
                    byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                    SocketAddress from = packet.getSocketAddress();
                    byte[] answer = answers.to(request, from);
                    if (answer != null) {
                        socket.send(new DatagramPacket(answer, answer.length, from));
                    }
                }
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                }
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
