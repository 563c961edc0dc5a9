package dev.sallyport.harness.attribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A page on a port of its own: whoever connects there was sent for it. Each answer closes its
 * connection, so that the next request needs another one.
 */
final class Page implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket server;
    private final Gathering gathering;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * A page that is open at once.
     *
     * @param gathering says when a request that has come is to be answered
     */
    Page(Gathering gathering) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
        this.gathering = gathering;
        Thread thread = new Thread(this::accept, "page " + port());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/page");
    }

    /** What stands on it, and on no other. */
    String text() {
        return "This is page " + port() + ".";
    }

    /** How many have come; exact as soon as all of them have been answered. */
    long connections() {
        return connections.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> answer(socket), "page " + port() + " answers");
                thread.setDaemon(true);
                thread.start();
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            readHead(socket.getInputStream());
            gathering.await();
            String answer =
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                            + text().length()
                            + "\r\nConnection: close\r\n\r\n"
                            + text();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The caller's answer is missing, and fails the test.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (head.indexOf("\r\n\r\n") < 0) {
            int n = in.read(buffer);
            if (n < 0) {
                throw new IOException("half a request: " + head);
            }
            head.append(new String(buffer, 0, n, StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
