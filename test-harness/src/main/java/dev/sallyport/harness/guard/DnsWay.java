package dev.sallyport.harness.guard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The JDK's ways to send a DNS server a datagram and to receive its answer. */
enum DnsWay {
    CHANNEL {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramChannel channel = DatagramChannel.open()) {
                channel.send(ByteBuffer.wrap(query), server);
                return received(channel, ByteBuffer.allocate(SIZE));
            }
        }
    },
    CHANNEL_DIRECT {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramChannel channel = DatagramChannel.open()) {
                ByteBuffer out = ByteBuffer.allocateDirect(SIZE).position(7).put(query);
                out.limit(out.position()).position(7);
                channel.send(out, server);
                if (out.hasRemaining()) {
                    throw new IOException("not all was sent: " + out);
                }
                awaitOne(channel);
                ByteBuffer answer = ByteBuffer.allocateDirect(2 * SIZE).position(SIZE);
                channel.receive(answer);
                return addresses(answer.limit(answer.position()).position(SIZE).slice());
            }
        }
    },
    CONNECTED {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramChannel channel = DatagramChannel.open().connect(server)) {
                ByteBuffer out = ByteBuffer.wrap(query);
                int sent = channel.write(out);
                if (sent != query.length || out.hasRemaining()) {
                    throw new IOException("not all was sent: " + out);
                }
                return read(channel, ByteBuffer.allocate(SIZE));
            }
        }
    },
    CONNECTED_TWICE {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramChannel channel = DatagramChannel.open().connect(server)) {
                channel.disconnect();
                channel.connect(server);
                channel.send(ByteBuffer.wrap(query), server);
                return received(channel, ByteBuffer.allocateDirect(SIZE));
            }
        }
    },
    GATHERED {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramChannel channel = DatagramChannel.open().connect(server)) {
                ByteBuffer[] parts = {
                    ByteBuffer.wrap(query, 0, 12), ByteBuffer.wrap(query, 12, query.length - 12)
                };
                channel.write(parts);
                return read(channel, ByteBuffer.allocate(SIZE));
            }
        }
    },
    SOCKET {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(query, query.length, server));
                return received(socket);
            }
        }
    },
    SOCKET_CONNECTED {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(server);
                socket.send(new DatagramPacket(query, query.length));
                return received(socket);
            }
        }
    },
    /** The system sends a file's content by the channel. */
    TRANSFER {
        @Override
        String ask(byte[] query, InetSocketAddress server) throws IOException {
            Path file = Files.write(Files.createTempFile("query", ".dns"), query);
            try (DatagramChannel channel = DatagramChannel.open().connect(server);
                    FileChannel content = FileChannel.open(file)) {
                content.transferTo(0, query.length, channel);
                return read(channel, ByteBuffer.allocate(SIZE));
            } finally {
                Files.delete(file);
            }
        }
    };

    private static final int SIZE = 1500;
    private static final int PATIENCE_MILLIS = 10_000;

    static DnsWay named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Sends the query, and says which addresses the answer has. */
    abstract String ask(byte[] query, InetSocketAddress server) throws IOException;

    private static String received(DatagramChannel channel, ByteBuffer answer) throws IOException {
        awaitOne(channel);
        channel.receive(answer);
        return addresses(answer.flip());
    }

    private static String read(DatagramChannel channel, ByteBuffer answer) throws IOException {
        awaitOne(channel);
        channel.read(answer);
        return addresses(answer.flip());
    }

    private static void awaitOne(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new SocketTimeoutException("nothing within " + PATIENCE_MILLIS + " ms");
            }
        }
    }

    private static String received(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        DatagramPacket answer = new DatagramPacket(new byte[SIZE], SIZE);
        socket.receive(answer);
        return DnsQuestion.addresses(answer.getData(), answer.getLength());
    }

    private static String addresses(ByteBuffer answer) throws IOException {
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        return DnsQuestion.addresses(bytes, bytes.length);
    }
}
