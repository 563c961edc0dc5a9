package dev.sallyport.harness.evasion;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A real proxy on loopback that opens whatever it is asked for: SOCKS 5 (RFC 1928, without
 * authentication, a name or IPv4), HTTP's CONNECT, and requests for an absolute URI.
 */
final class ForwardingProxy implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 4_000;

    /** Where every name leads that it is asked for. */
    private static final String NAMED = "127.0.0.66";

    private final ServerSocket server;

    ForwardingProxy(String address) throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getByName(address));
        Thread thread = new Thread(this::serve, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                DataInputStream in = new DataInputStream(client.getInputStream());
                int first = in.readUnsignedByte();
                if (first == 5) {
                    socks(in, client.getOutputStream());
                } else {
                    http((char) first + line(in), in, client.getOutputStream());
                }
            } catch (SocketException closed) {
                // Ours, which ends the loop, or the client's, which does not.
            } catch (IOException broken) {
                // The next client may speak better.
            }
        }
    }

    private static void socks(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.skipNBytes(3);
        boolean named = in.readUnsignedByte() == 3;
        byte[] host = in.readNBytes(named ? in.readUnsignedByte() : 4);
        int port = in.readUnsignedShort();
        try (Socket target = new Socket()) {
            InetAddress address =
                    named ? InetAddress.getByName(NAMED) : InetAddress.getByAddress(host);
            target.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            in.transferTo(target.getOutputStream());
        }
    }

    private static void http(String request, DataInputStream in, OutputStream out)
            throws IOException {
        String[] words = request.split(" ", -1);
        boolean connect = words[0].equals("CONNECT");
        URI uri = URI.create(connect ? "tcp://" + words[1] : words[1]);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            // None of them matters here.
        }
        try (Socket target = new Socket()) {
            String host = uri.getHost().endsWith(".example") ? NAMED : uri.getHost();
            target.connect(new InetSocketAddress(host, uri.getPort()), PATIENCE_MILLIS);
            String empty = connect ? "" : "Content-Length: 0\r\nConnection: close\r\n";
            out.write(("HTTP/1.1 200 OK\r\n" + empty + "\r\n").getBytes(StandardCharsets.US_ASCII));
            if (connect) {
                in.transferTo(target.getOutputStream());
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append(c == '\r' ? "" : (char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
