package dev.sallyport.harness.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** As drivers and HTTP clients are given one, to set options on every socket. */
final class DelegatingFactory extends SocketFactory {
    private final SocketFactory delegate = SocketFactory.getDefault();

    static String attempt(String host, int port) throws IOException {
        try (Socket socket = new DelegatingFactory().createSocket(host, port)) {
            return Talk.over(socket);
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return tuned(delegate.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return tuned(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return tuned(delegate.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return tuned(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return tuned(delegate.createSocket(host, port, local, localPort));
    }

    private static Socket tuned(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }
}
