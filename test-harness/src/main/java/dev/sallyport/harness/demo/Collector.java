package dev.sallyport.harness.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * The attacker's listener, {@code https://collect.metrics-cdn.example}. It counts connections as
 * they are accepted, before TLS or HTTP has said a word: "nothing arrived" means not even a SYN.
 */
final class Collector implements AutoCloseable {
    static final String HOST = "collect.metrics-cdn.example";

    private final SSLServerSocket listener;
    private final Consumer<String> onLoot;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> loot = new CopyOnWriteArrayList<>();
    private final List<IOException> failures = new CopyOnWriteArrayList<>();

    /**
     * @param onLoot is told each request's body as soon as it is there
     */
    Collector(SSLContext tls, Consumer<String> onLoot) throws IOException {
        this.onLoot = onLoot;
        listener =
                (SSLServerSocket)
                        tls.getServerSocketFactory().createServerSocket(0, 50, Loopback.address(3));
        Thread thread = new Thread(this::listen, "collector");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Connections so far. */
    int accepted() {
        return accepted.get();
    }

    /** Bodies of requests so far. */
    List<String> loot() {
        return List.copyOf(loot);
    }

    /** Connections that broke off: none, in a demo that works. */
    List<IOException> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                accepted.incrementAndGet();
                receive(connection);
            } catch (SocketException e) {
                if (!listener.isClosed()) {
                    failures.add(e);
                }
            } catch (IOException e) {
                failures.add(e);
            }
        }
    }

    private void receive(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        loot.add(body);
        onLoot.accept(body);
        connection
                .getOutputStream()
                .write(
                        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within the request's head");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
