package dev.sallyport.harness.transports;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers {@code pong} and closes. */
final class UnixListener implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel server;
    private final Thread thread = new Thread(this::serve, "unix listener");
    private final AtomicInteger accepted = new AtomicInteger();

    UnixListener(Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        thread.setDaemon(true);
        thread.start();
    }

    /** Whoever has connected has been counted when its connection is answered. */
    int accepted() {
        return accepted.get();
    }

    Path path() {
        return path;
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    accepted.incrementAndGet();
                    client.read(ByteBuffer.allocate(16));
                    client.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.US_ASCII)));
                }
            }
        } catch (AsynchronousCloseException closed) {
            // The test is over.
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
