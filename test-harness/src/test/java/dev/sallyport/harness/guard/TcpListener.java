package dev.sallyport.harness.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real TCP listener on loopback. It answers {@code pong} (over HTTP where it was asked so), and
 * knows how many connections and bytes have arrived.
 *
 * <p>One thread accepts and serves. A connection may sit in the kernel's queue when somebody asks
 * for the count; so the count is taken behind a connection of our own, which the queue delivers
 * last.
 */
public final class TcpListener implements AutoCloseable {
    private static final int TRIES = 20;
    private static final int BACKLOG = 512;
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<SocketAddress, CountDownLatch> ours = new ConcurrentHashMap<>();

    private TcpListener(ServerSocket server) {
        this.server = server;
    }

    /** On a port that is free on every address, so that a neighbour can have the same one. */
    public static TcpListener on(String address) throws IOException {
        int tries = 0;
        while (true) {
            try {
                return on(address, freeEverywhere());
            } catch (BindException takenMeanwhile) {
                if (++tries == TRIES) {
                    throw takenMeanwhile;
                }
            }
        }
    }

    private static int freeEverywhere() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(0)) {
            return everywhere.getLocalPort();
        }
    }

    /**
     * On one port.
     *
     * @param address a literal; {@code 0.0.0.0} is every address
     * @param port 0 for any free one
     */
    public static TcpListener on(String address, int port) throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getByName(address));
        TcpListener listener = new TcpListener(server);
        Thread thread = new Thread(listener::serve, "listener " + server.getLocalSocketAddress());
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    /** A literal. */
    public String address() {
        return server.getInetAddress().getHostAddress();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections have come so far. */
    public int accepted() throws IOException, InterruptedException {
        settle();
        return accepted.get();
    }

    /** How many bytes have come so far. */
    long bytes() throws IOException, InterruptedException {
        settle();
        return bytes.get();
    }

    private void settle() throws IOException, InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        InetAddress address =
                server.getInetAddress().isAnyLocalAddress()
                        ? InetAddress.getLoopbackAddress()
                        : server.getInetAddress();
        try (Socket last = new Socket()) {
            last.bind(new InetSocketAddress(address, 0));
            ours.put(last.getLocalSocketAddress(), seen);
            last.connect(new InetSocketAddress(address, port()), PATIENCE_MILLIS);
            if (!seen.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the listener does not come to its queue's end");
            }
        }
    }

    private void serve() {
        while (true) {
            try (Socket socket = server.accept()) {
                CountDownLatch settling = ours.remove(socket.getRemoteSocketAddress());
                if (settling != null) {
                    settling.countDown();
                } else {
                    accepted.incrementAndGet();
                    answer(socket);
                }
            } catch (SocketException e) {
                if (server.isClosed()) {
                    return;
                }
                // Else the client has reset its connection, which was counted.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = socket.getInputStream();
        StringBuilder request = new StringBuilder();
        byte[] buffer = new byte[4096];
        do {
            int n = in.read(buffer);
            if (n < 0) {
                break;
            }
            bytes.addAndGet(n);
            request.append(new String(buffer, 0, n, StandardCharsets.US_ASCII));
        } while (request.indexOf("GET ") == 0 && request.indexOf("\r\n\r\n") < 0);
        if (request.length() > 0) {
            String head =
                    request.indexOf("GET ") == 0
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"
                            : "";
            socket.getOutputStream().write((head + "pong").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
