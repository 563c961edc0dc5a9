package dev.sallyport.harness.attribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port that several calls are sent to, and that tells by the path whose request came. Each
 * connection is good for one request, which takes a while.
 */
final class Visits implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final long WHILE_MILLIS = 15;

    private final ServerSocket server =
            new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final Map<String, Long> requests = new ConcurrentHashMap<>();

    Visits() throws IOException {
        Thread thread = new Thread(this::accept, "visits " + port());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri(String call) {
        return URI.create("http://127.0.0.1:" + port() + "/" + call);
    }

    /** What a call finds. */
    static String text(String call) {
        return "This is for " + call + ".";
    }

    /** By call; exact as soon as all of them have been answered. */
    Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket), "visits " + port() + " answers");
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
            String call = call(socket.getInputStream());
            Thread.sleep(WHILE_MILLIS);
            requests.merge(call, 1L, Long::sum);
            String text = text(call);
            String answer =
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                            + text.length()
                            + "\r\nConnection: close\r\n\r\n"
                            + text;
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The caller's answer is missing, and fails the test.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String call(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (head.indexOf("\r\n\r\n") < 0) {
            int n = in.read(buffer);
            if (n < 0) {
                throw new IOException("half a request: " + head);
            }
            head.append(new String(buffer, 0, n, StandardCharsets.US_ASCII));
        }
        return head.substring(head.indexOf("/") + 1, head.indexOf(" HTTP/"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
