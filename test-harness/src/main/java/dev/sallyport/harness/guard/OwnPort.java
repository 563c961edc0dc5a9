package dev.sallyport.harness.guard;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** A TCP port that this process listens on, or a UDP port that it has. */
record OwnPort(Closeable listener, int port) implements Closeable {
    /**
     * @param way {@code socket}, {@code channel} or {@code async}; for UDP {@code datagram}, {@code
     *     datagram-socket}, {@code multicast}, and on JDK 17 {@code datagram-plain}
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
            case "datagram-socket" -> {
                return of(new DatagramSocket(at));
            }
            case "datagram-plain" -> {
                System.setProperty("jdk.net.usePlainDatagramSocketImpl", "true");
                return of(new DatagramSocket(at));
            }
            case "multicast" -> {
                return of(new MulticastSocket(at));
            }
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static OwnPort of(DatagramSocket socket) {
        return new OwnPort(socket, socket.getLocalPort());
    }

    /**
     * Answers one DNS query, whatever it asks.
     *
     * @param address a literal of IPv4, as the answer
     */
    void answerOne(String address) {
        Thread thread = new Thread(() -> answer(address), "name server");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(String address) {
        try {
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            DatagramSocket socket =
                    listener instanceof DatagramChannel channel
                            ? channel.socket()
                            : (DatagramSocket) listener;
            socket.receive(query);
            byte[] answer = DnsQuestion.answer(query.getData(), query.getLength(), address);
            socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
