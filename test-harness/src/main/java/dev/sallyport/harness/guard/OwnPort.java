package dev.sallyport.harness.guard;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** A TCP port that this process listens on, or a UDP port that it has. */
record OwnPort(Closeable listener, int port) implements Closeable {
    /**
     * @param way {@code socket}, {@code channel} or {@code async}; for UDP {@code datagram}
     * @param port 0 for any free one
     */
    static OwnPort open(String way, InetAddress address, int port) throws IOException {
        InetSocketAddress at = new InetSocketAddress(address, port);
        switch (way) {
            case "socket" -> {
                ServerSocket socket = new ServerSocket();
                socket.bind(at);
                return new OwnPort(socket, socket.getLocalPort());
            }
            case "channel" -> {
                ServerSocketChannel channel = ServerSocketChannel.open().bind(at);
                return new OwnPort(channel, channel.socket().getLocalPort());
            }
            case "async" -> {
                AsynchronousServerSocketChannel channel =
                        AsynchronousServerSocketChannel.open().bind(at);
                return new OwnPort(
                        channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
            }
            case "datagram" -> {
                DatagramChannel channel = DatagramChannel.open().bind(at);
                return new OwnPort(channel, channel.socket().getLocalPort());
            }
            default -> throw new IllegalArgumentException(way);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
