package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The goal's name, spoken on a connection that was opened for a listed name. */
final class SpokenNames {
    private SpokenNames() {}

    @Technique("ClientHello for another site, Socket")
    static void helloBySocket(Goal goal) throws IOException {
        say(goal, hello(goal.name()));
    }

    @Technique("ClientHello for another site, in records of a byte each")
    static void helloInRecords(Goal goal) throws IOException {
        byte[] hello = hello(goal.name());
        ByteBuffer records = ByteBuffer.allocate(hello.length * 6);
        for (int i = 5; i < hello.length; i++) {
            records.put(new byte[] {22, 3, 1, 0, 1, hello[i]});
        }
        say(goal, records);
    }

    @Technique("ClientHello for another site, after one for the listed name")
    static void secondHello(Goal goal) throws IOException {
        ByteBuffer both = ByteBuffer.allocate(1 << 15);
        both.put(hello(goal.listedName())).put(new byte[] {20, 3, 3, 0, 1, 1});
        say(goal, both.put(hello(goal.name())));
    }

    @Technique("ClientHello for another site, SSLSocket over a connection")
    static void helloBySslSocket(Goal goal) throws IOException {
        Socket socket = listed(goal);
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket over =
                (SSLSocket) factory.createSocket(socket, goal.name(), goal.tcp(), true)) {
            over.setSoTimeout(Goal.PATIENCE_MILLIS);
            over.startHandshake();
        } catch (SSLException noTls) {
            // What listens there answers, but not in TLS.
            goal.mark();
        }
    }

    @Technique("ClientHello for another site, gathered from direct buffers")
    static void helloByChannel(Goal goal) throws IOException {
        ByteBuffer whole = direct(hello(goal.name()));
        ByteBuffer first = whole.duplicate().limit(9);
        try (SocketChannel channel = SocketChannel.open(address(goal))) {
            whole.position(9);
            channel.write(new ByteBuffer[] {first, whole});
            answered(goal, channel.socket());
        }
    }

    @Technique("ClientHello for another site, AsynchronousSocketChannel")
    static void helloByAsynchronous(Goal goal) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(address(goal)).get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            channel.write(ByteBuffer.wrap(hello(goal.name())))
                    .get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (channel.read(ByteBuffer.allocate(8))
                            .get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    > 0) {
                goal.mark();
            }
        }
    }

    @Technique("ClientHello for another site, FileChannel.transferTo")
    static void helloByFile(Goal goal) throws IOException {
        Path file = Files.write(goal.folder().resolve("hello"), hello(goal.name()));
        try (SocketChannel channel = SocketChannel.open(address(goal));
                FileChannel in = FileChannel.open(file)) {
            in.transferTo(0, in.size(), channel);
            answered(goal, channel.socket());
        }
    }

    @Technique("Host of another site, a file sent while the connection is made")
    static void hostByRacingFile(Goal goal) throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: " + authority(goal) + "\r\n\r\n";
        Path file = Files.writeString(goal.folder().resolve("race"), request);
        try (FileChannel in = FileChannel.open(file)) {
            for (int i = 0; i < 500; i++) {
                try (SocketChannel channel = SocketChannel.open()) {
                    AtomicBoolean sent = new AtomicBoolean();
                    Thread sender = new Thread(() -> sent.set(sendsOnceConnected(in, channel)));
                    sender.start();
                    channel.connect(address(goal));
                    sender.join();
                    if (sent.get()) {
                        answered(goal, channel.socket());
                        return;
                    }
                }
            }
        }
    }

    /** Begins to send before there is a connection; false if somebody refuses. */
    private static boolean sendsOnceConnected(FileChannel file, SocketChannel channel) {
        while (channel.isOpen()) {
            boolean connected = channel.isConnected();
            try {
                if (file.transferTo(0, file.size(), channel) > 0) {
                    return true;
                }
            } catch (IOException | NotYetConnectedException tooEarly) {
                if (connected) {
                    return false;
                }
            }
        }
        return false;
    }

    @Technique("Host of another site")
    static void host(Goal goal) throws IOException {
        say(goal, "GET / HTTP/1.1\r\nHost: " + authority(goal) + "\r\n\r\n");
    }

    @Technique("Host of another site, lines that end in a line feed alone")
    static void hostByLineFeeds(Goal goal) throws IOException {
        say(goal, "GET / HTTP/1.1\nHost: " + authority(goal) + "\n\r\n\r\n");
    }

    @Technique("Host of another site, empty lines before the request")
    static void hostAfterEmptyLines(Goal goal) throws IOException {
        say(goal, "\r\n\r\nGET / HTTP/1.1\r\nHost: " + authority(goal) + "\r\n\r\n");
    }

    @Technique("Host of another site, beside the listed one")
    static void secondHost(Goal goal) throws IOException {
        String own = goal.listedName() + ":" + goal.tcp();
        say(goal, "GET / HTTP/1.1\r\nHost: " + own + "\r\nHost: " + authority(goal) + "\r\n\r\n");
    }

    @Technique(
            value = "Host of another site, a blank before its colon",
            noTwin = "no client writes it so")
    static void hostWithBlank(Goal goal) throws IOException {
        say(goal, "GET / HTTP/1.1\r\nHost : " + authority(goal) + "\r\n\r\n");
    }

    @Technique("absolute URI of another site")
    static void absolute(Goal goal) throws IOException {
        String own = goal.listedName() + ":" + goal.tcp();
        say(goal, "GET http://" + authority(goal) + "/ HTTP/1.1\r\nHost: " + own + "\r\n\r\n");
    }

    @Technique("a second request with the Host of another site")
    static void secondRequest(Goal goal) throws IOException {
        String own = goal.listedName() + ":" + goal.tcp();
        String first = "POST / HTTP/1.1\r\nHost: " + own + "\r\nContent-Length: 5\r\n\r\nhello";
        say(goal, first + "GET / HTTP/1.1\r\nHost: " + authority(goal) + "\r\n\r\n");
    }

    @Technique(
            value = "ClientHello for another site, the second TCP stack",
            flags = "-Djdk.net.usePlainSocketImpl=true",
            to = 17)
    static void helloBySecondStack(Goal goal) throws IOException {
        say(goal, hello(goal.name()));
    }

    @Technique("through a listed proxy, SOCKS by hand")
    static void socksByHand(Goal goal) throws IOException {
        byte[] name = goal.name().getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = proxy(goal)) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {5, 1, 0});
            socket.getInputStream().readNBytes(2);
            ByteBuffer request = ByteBuffer.allocate(name.length + 7);
            request.put(new byte[] {5, 1, 0, 3, (byte) name.length}).put(name);
            request.putShort((short) goal.tcp());
            for (byte b : request.array()) {
                out.write(b);
            }
            socket.getInputStream().readNBytes(10);
        }
    }

    @Technique("through a listed proxy, CONNECT by hand")
    static void connectByHand(Goal goal) throws IOException {
        try (Socket socket = proxy(goal)) {
            String request = "CONNECT " + authority(goal) + " HTTP/1.1\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }
    }

    @Technique(
            value = "through a listed proxy, an address",
            noTwin = "an address of loopback is the proxy's own machine")
    static void addressByProxy(Goal goal) throws IOException {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, proxyAddress(goal));
        try (Socket socket = new Socket(proxy)) {
            socket.connect(goal.tcpAddress(), Goal.PATIENCE_MILLIS);
        }
    }

    private static Socket proxy(Goal goal) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        socket.connect(proxyAddress(goal), Goal.PATIENCE_MILLIS);
        socket.setSoTimeout(Goal.PATIENCE_MILLIS);
        return socket;
    }

    private static InetSocketAddress proxyAddress(Goal goal) {
        return new InetSocketAddress(goal.fact("proxy-host"), goal.number("proxy"));
    }

    private static InetSocketAddress address(Goal goal) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(goal.listedName()), goal.tcp());
    }

    private static Socket listed(Goal goal) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        socket.connect(address(goal), Goal.PATIENCE_MILLIS);
        socket.setSoTimeout(Goal.PATIENCE_MILLIS);
        return socket;
    }

    private static void say(Goal goal, String text) throws IOException {
        say(goal, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void say(Goal goal, ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.flip().remaining()];
        bytes.get(all);
        say(goal, all);
    }

    private static void say(Goal goal, byte[] bytes) throws IOException {
        try (Socket socket = listed(goal)) {
            socket.getOutputStream().write(bytes);
            answered(goal, socket);
        }
    }

    private static void answered(Goal goal, Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            goal.mark();
        }
    }

    private static String authority(Goal goal) {
        return goal.name() + ":" + goal.tcp();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** With its record's head. */
    private static byte[] hello(String name) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            engine.setSSLParameters(parameters);
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            byte[] hello = new byte[out.flip().remaining()];
            out.get(hello);
            return hello;
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }
}
