package dev.sallyport.harness.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ByteChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's ways out. Each says {@code ping} and returns what it is answered. */
enum Way {
    /** Connects and says nothing: for a listener that accepts nobody. */
    REACH {
        @Override
        String exchange(Spot spot) throws Exception {
            try (Socket socket = new Socket()) {
                socket.connect(spot.address(), PATIENCE_MILLIS);
                return "reached";
            }
        }
    },
    SOCKET {
        @Override
        String exchange(Spot spot) throws Exception {
            try (Socket socket = new Socket()) {
                socket.connect(spot.address(), PATIENCE_MILLIS);
                return overStreams(socket);
            }
        }
    },
    SOCKET_CONSTRUCTOR {
        @Override
        String exchange(Spot spot) throws Exception {
            try (Socket socket = new Socket(spot.host(), spot.port())) {
                return overStreams(socket);
            }
        }
    },
    CHANNEL {
        @Override
        String exchange(Spot spot) throws Exception {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.connect(spot.address());
                return overChannel(channel);
            }
        }
    },
    CHANNEL_NON_BLOCKING {
        @Override
        String exchange(Spot spot) throws Exception {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.configureBlocking(false);
                if (!channel.connect(spot.address())) {
                    finishConnecting(channel);
                }
                channel.configureBlocking(true);
                return overChannel(channel);
            }
        }
    },
    ASYNC_FUTURE {
        @Override
        String exchange(Spot spot) throws Exception {
            try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                channel.connect(spot.address()).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return overAsync(channel);
            }
        }
    },
    ASYNC_HANDLER {
        @Override
        String exchange(Spot spot) throws Exception {
            try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                CompletableFuture<Void> connected = new CompletableFuture<>();
                channel.connect(spot.address(), connected, new Completion());
                connected.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return overAsync(channel);
            }
        }
    },
    URL {
        @Override
        String exchange(Spot spot) throws Exception {
            HttpURLConnection connection = (HttpURLConnection) uri(spot).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    },
    HTTP_SEND {
        @Override
        String exchange(Spot spot) throws Exception {
            return client().send(request(spot), BodyHandlers.ofString()).body();
        }
    },
    HTTP_SEND_ASYNC {
        @Override
        String exchange(Spot spot) throws Exception {
            return client().sendAsync(request(spot), BodyHandlers.ofString())
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .body();
        }
    },
    DATAGRAM_CHANNEL {
        @Override
        String exchange(Spot spot) throws Exception {
            try (DatagramChannel channel = DatagramChannel.open()) {
                channel.connect(spot.address());
                channel.write(ByteBuffer.wrap(PING));
                channel.configureBlocking(false);
                try (Selector selector = Selector.open()) {
                    channel.register(selector, SelectionKey.OP_READ);
                    awaitOne(selector);
                }
                return oneRead(channel);
            }
        }
    },
    DATAGRAM_SOCKET {
        @Override
        String exchange(Spot spot) throws Exception {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(spot.address());
                socket.send(new DatagramPacket(PING, PING.length));
                socket.setSoTimeout(PATIENCE_MILLIS);
                DatagramPacket answer = new DatagramPacket(new byte[64], 64);
                socket.receive(answer);
                return new String(
                        answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
            }
        }
    };

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

    /** {@code socket-constructor} and the like. */
    static Way named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    abstract String exchange(Spot spot) throws Exception;

    private static String overStreams(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(PING);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String overChannel(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(PING));
        return oneRead(channel);
    }

    private static String overAsync(AsynchronousSocketChannel channel) throws Exception {
        channel.write(ByteBuffer.wrap(PING)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        ByteBuffer answer = ByteBuffer.allocate(64);
        channel.read(answer).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return text(answer);
    }

    private static void finishConnecting(SocketChannel channel) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            awaitOne(selector);
            if (!channel.finishConnect()) {
                throw new SocketException("ready to connect, and then not connected");
            }
        }
    }

    private static void awaitOne(Selector selector) throws IOException {
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new SocketTimeoutException("nothing within " + PATIENCE_MILLIS + " ms");
        }
    }

    private static String oneRead(ByteChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(64);
        channel.read(answer);
        return text(answer);
    }

    private static String text(ByteBuffer answer) {
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }

    private static URI uri(Spot spot) {
        return URI.create("http://" + spot.host() + ":" + spot.port() + "/");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build();
    }

    private static HttpRequest request(Spot spot) {
        return HttpRequest.newBuilder(uri(spot)).build();
    }

    private static final class Completion
            implements CompletionHandler<Void, CompletableFuture<Void>> {
        @Override
        public void completed(Void result, CompletableFuture<Void> connected) {
            connected.complete(null);
        }

        @Override
        public void failed(Throwable failure, CompletableFuture<Void> connected) {
            connected.completeExceptionally(failure);
        }
    }
}
