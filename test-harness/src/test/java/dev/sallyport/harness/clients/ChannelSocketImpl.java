package dev.sallyport.harness.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A socket's inside made by an application: a channel does the work. */
final class ChannelSocketImpl extends SocketImpl {
    private SocketChannel channel;

    static String attempt(String host, int port) throws IOException {
        try (Socket socket = new Outside()) {
            socket.connect(new InetSocketAddress(host, port));
            return Talk.over(socket);
        }
    }

    private static final class Outside extends Socket {
        Outside() throws SocketException {
            super(new ChannelSocketImpl());
        }
    }

    @Override
    protected void create(boolean stream) throws IOException {
        channel = SocketChannel.open();
    }

    @Override
    protected void connect(SocketAddress target, int timeout) throws IOException {
        channel.connect(target);
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        connect(new InetSocketAddress(host, port), 0);
    }

    @Override
    protected void connect(InetAddress host, int port) throws IOException {
        connect(new InetSocketAddress(host, port), 0);
    }

    @Override
    protected InputStream getInputStream() {
        return Channels.newInputStream(channel);
    }

    @Override
    protected OutputStream getOutputStream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    protected void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    protected int available() {
        return 0;
    }

    @Override
    public void setOption(int option, Object value) {}

    @Override
    public Object getOption(int option) {
        return 0;
    }

    @Override
    protected void bind(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void listen(int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void accept(SocketImpl socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void sendUrgentData(int data) {
        throw new UnsupportedOperationException();
    }
}
