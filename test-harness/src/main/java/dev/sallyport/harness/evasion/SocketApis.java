package dev.sallyport.harness.evasion;

import com.sun.nio.sctp.MessageInfo;
import com.sun.nio.sctp.SctpChannel;
import com.sun.nio.sctp.SctpMultiChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TCP by the JDK's socket and HTTP classes, and by their proxies. */
final class SocketApis {
    private SocketApis() {}

    @Technique("Socket.connect")
    static void socket(Goal goal) throws IOException {
        goal.connect();
    }

    @Technique("new Socket(host, port)")
    static void constructor(Goal goal) throws IOException {
        new Socket(goal.host(), goal.tcp()).close();
    }

    @Technique("new Socket with a local address")
    static void bound(Goal goal) throws IOException {
        new Socket(goal.address(), goal.tcp(), InetAddress.getLoopbackAddress(), 0).close();
    }

    @Technique("Socket with Proxy.NO_PROXY")
    static void noProxy(Goal goal) throws IOException {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(goal.tcpAddress(), Goal.PATIENCE_MILLIS);
        }
    }

    @Technique("SocketFactory.getDefault")
    static void factory(Goal goal) throws IOException {
        SocketFactory.getDefault().createSocket(goal.host(), goal.tcp()).close();
    }

    @Technique("SSLSocketFactory, unconnected socket")
    static void tls(Goal goal) throws IOException {
        try (Socket socket = SSLSocketFactory.getDefault().createSocket()) {
            socket.connect(goal.tcpAddress(), Goal.PATIENCE_MILLIS);
            ((SSLSocket) socket).startHandshake();
        }
    }

    @Technique("SSLSocketFactory.createSocket(host, port)")
    static void tlsConnected(Goal goal) throws IOException {
        SSLSocketFactory.getDefault().createSocket(goal.host(), goal.tcp()).close();
    }

    @Technique("SocketChannel.open(address)")
    static void channel(Goal goal) throws IOException {
        SocketChannel.open(goal.tcpAddress()).close();
    }

    @Technique("SocketChannel, non-blocking with a Selector")
    static void nonBlocking(Goal goal) throws IOException {
        try (SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(goal.tcpAddress())) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                selector.select(Goal.PATIENCE_MILLIS);
                channel.finishConnect();
            }
        }
    }

    @Technique("SocketChannel.socket().connect")
    static void adaptor(Goal goal) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(goal.tcpAddress(), Goal.PATIENCE_MILLIS);
        }
    }

    @Technique("SelectorProvider.openSocketChannel")
    static void provider(Goal goal) throws IOException {
        try (SocketChannel channel = SelectorProvider.provider().openSocketChannel()) {
            channel.connect(goal.tcpAddress());
        }
    }

    @Technique("AsynchronousSocketChannel, future")
    static void asyncFuture(Goal goal) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(goal.tcpAddress()).get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Technique("AsynchronousSocketChannel, handler on a group of its own")
    static void asyncGroup(Goal goal) throws Exception {
        AsynchronousChannelGroup group =
                AsynchronousChannelGroup.withThreadPool(Executors.newCachedThreadPool());
        CompletableFuture<Void> connected = new CompletableFuture<>();
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group)) {
            channel.connect(goal.tcpAddress(), connected, new Completion());
            connected.get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            group.shutdownNow();
        }
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

    @Technique("an IPv4 address inside an Inet6Address")
    static void mapped(Goal goal) throws IOException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(goal.address().getAddress(), 0, bytes, 12, 4);
        SocketChannel.open(
                        new InetSocketAddress(
                                Inet6Address.getByAddress(null, bytes, -1), goal.tcp()))
                .close();
    }

    @Technique("an address in octal and as one number")
    static void oddLiteral(Goal goal) throws IOException {
        byte[] bytes = goal.address().getAddress();
        long number = 0;
        for (byte part : bytes) {
            number = number << 8 | (part & 0xff);
        }
        new Socket(String.valueOf(number), goal.tcp()).close();
    }

    @Technique(value = "the second TCP stack, chosen at run time", to = 17, alone = true)
    static void secondStack(Goal goal) throws IOException {
        System.setProperty("jdk.net.usePlainSocketImpl", "true");
        goal.connect();
    }

    @Technique("a SocketImpl of the application's own")
    static void ownSocketImpl(Goal goal) throws IOException {
        try (Socket socket = new Socket(new OverChannel()) {}) {
            socket.connect(goal.tcpAddress(), Goal.PATIENCE_MILLIS);
        }
    }

    @Technique("own port of the same number, then the goal's")
    static void samePortNumber(Goal goal) throws IOException {
        try (ServerSocket own =
                new ServerSocket(goal.tcp(), 1, InetAddress.getByName("127.0.0.9"))) {
            if (own.isBound()) {
                goal.connect();
            }
        }
    }

    @Technique("HttpURLConnection")
    static void http(Goal goal) throws IOException {
        read(goal.url("http"));
    }

    @Technique("HttpsURLConnection")
    static void https(Goal goal) throws IOException {
        read(goal.url("https"));
    }

    @Technique("HttpClient.send, HTTP/1.1")
    static void httpClient(Goal goal) throws Exception {
        client(HttpClient.Version.HTTP_1_1).send(request(goal), BodyHandlers.discarding());
    }

    @Technique("HttpClient.send, HTTP/2")
    static void http2(Goal goal) throws Exception {
        client(HttpClient.Version.HTTP_2).send(request(goal), BodyHandlers.discarding());
    }

    @Technique("HttpClient.sendAsync")
    static void httpAsync(Goal goal) throws Exception {
        client(HttpClient.Version.HTTP_1_1)
                .sendAsync(request(goal), BodyHandlers.discarding())
                .get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Technique("WebSocket")
    static void webSocket(Goal goal) throws Exception {
        client(HttpClient.Version.HTTP_1_1)
                .newWebSocketBuilder()
                .buildAsync(URI.create(goal.url("ws")), new WebSocket.Listener() {})
                .get(Goal.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Technique("a SOCKS proxy as the goal")
    static void socksProxy(Goal goal) throws IOException {
        Proxy proxy = new Proxy(Proxy.Type.SOCKS, goal.tcpAddress());
        try (Socket socket = new Socket(proxy)) {
            socket.connect(InetSocketAddress.createUnresolved("localhost", 9), 2000);
        }
    }

    @Technique("an HTTP proxy as the goal, CONNECT by Socket")
    static void connectProxy(Goal goal) throws IOException {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, goal.tcpAddress());
        try (Socket socket = new Socket(proxy)) {
            socket.connect(InetSocketAddress.createUnresolved("localhost", 9), 2000);
        }
    }

    @Technique("an HTTP proxy as the goal, HttpURLConnection")
    static void urlProxy(Goal goal) throws IOException {
        read(
                URI.create("http://localhost:9/")
                        .toURL()
                        .openConnection(new Proxy(Proxy.Type.HTTP, goal.tcpAddress())));
    }

    @Technique("an HTTP proxy as the goal, HttpClient")
    static void clientProxy(Goal goal) throws Exception {
        HttpClient.newBuilder()
                .proxy(ProxySelector.of(goal.tcpAddress()))
                .connectTimeout(Duration.ofMillis(Goal.PATIENCE_MILLIS))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:9/")).build(),
                        BodyHandlers.discarding());
    }

    @Technique("through a listed proxy, SOCKS")
    static void throughSocks(Goal goal) throws IOException {
        through(goal, Proxy.Type.SOCKS);
    }

    @Technique("through a listed proxy, HTTP CONNECT")
    static void throughConnect(Goal goal) throws IOException {
        through(goal, Proxy.Type.HTTP);
    }

    private static void through(Goal goal, Proxy.Type type) throws IOException {
        try (Socket socket = new Socket(new Proxy(type, listedProxy(goal)))) {
            socket.connect(
                    InetSocketAddress.createUnresolved(goal.name(), goal.tcp()),
                    Goal.PATIENCE_MILLIS);
        }
    }

    private static InetSocketAddress listedProxy(Goal goal) {
        return new InetSocketAddress(goal.fact("proxy-host"), goal.number("proxy"));
    }

    @Technique("through a listed proxy, HttpURLConnection")
    static void throughUrl(Goal goal) throws IOException {
        read(
                URI.create("http://" + goal.name() + ":" + goal.tcp() + "/")
                        .toURL()
                        .openConnection(new Proxy(Proxy.Type.HTTP, listedProxy(goal))));
    }

    @Technique(value = "ProxySelector.setDefault", alone = true)
    static void defaultSelector(Goal goal) throws IOException {
        ProxySelector.setDefault(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        return List.of(
                                new Proxy(
                                        Proxy.Type.HTTP,
                                        new InetSocketAddress(goal.host(), goal.tcp())));
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException e) {
                        // The next thing is the failure itself.
                    }
                });
        read("http://192.0.2.1/");
    }

    @Technique(value = "socksProxyHost, set at run time", alone = true)
    static void socksProperty(Goal goal) throws IOException {
        System.setProperty("socksProxyHost", goal.host());
        System.setProperty("socksProxyPort", String.valueOf(goal.tcp()));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("192.0.2.1", 80), 2000);
        }
    }

    @Technique(value = "http.proxyHost, set at run time", alone = true)
    static void httpProperty(Goal goal) throws IOException {
        System.setProperty("http.proxyHost", goal.host());
        System.setProperty("http.proxyPort", String.valueOf(goal.tcp()));
        read("http://192.0.2.1/");
    }

    @Technique(value = "Authenticator that connects while it is asked", alone = true)
    static void authenticator(Goal goal) throws IOException {
        Authenticator.setDefault(
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        connectQuietly(goal);
                        return null;
                    }
                });
        if (Authenticator.requestPasswordAuthentication(null, 80, "http", "", "basic") == null) {
            goal.connect();
        }
    }

    @Technique(value = "SctpChannel.connect", refusalTells = true)
    static void sctp(Goal goal) throws IOException {
        try (SctpChannel channel = SctpChannel.open()) {
            channel.connect(goal.tcpAddress());
        }
    }

    @Technique(value = "SctpMultiChannel.send", refusalTells = true)
    static void sctpMulti(Goal goal) throws IOException {
        try (SctpMultiChannel channel = SctpMultiChannel.open()) {
            channel.send(
                    ByteBuffer.wrap(new byte[] {1}),
                    MessageInfo.createOutgoing(goal.tcpAddress(), 0));
        }
    }

    static void connectQuietly(Goal goal) {
        try {
            goal.connect();
        } catch (IOException refused) {
            // The listener tells.
        }
    }

    static void read(String url) throws IOException {
        read(URI.create(url).toURL().openConnection());
    }

    private static void read(java.net.URLConnection connection) throws IOException {
        connection.setConnectTimeout(Goal.PATIENCE_MILLIS);
        connection.setReadTimeout(2000);
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        } finally {
            if (connection instanceof HttpURLConnection http) {
                http.disconnect();
            }
        }
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .connectTimeout(Duration.ofMillis(Goal.PATIENCE_MILLIS))
                .build();
    }

    private static HttpRequest request(Goal goal) {
        return HttpRequest.newBuilder(URI.create(goal.url("http")))
                .timeout(Duration.ofMillis(Goal.PATIENCE_MILLIS))
                .build();
    }

    /** The least that {@code Socket.connect} asks of one. */
    private static final class OverChannel extends SocketImpl {
        private SocketChannel channel;

        @Override
        protected void create(boolean stream) throws IOException {
            channel = SocketChannel.open();
        }

        @Override
        protected void connect(String host, int port) throws IOException {
            channel.connect(new InetSocketAddress(host, port));
        }

        @Override
        protected void connect(InetAddress address, int port) throws IOException {
            channel.connect(new InetSocketAddress(address, port));
        }

        @Override
        protected void connect(SocketAddress address, int timeout) throws IOException {
            channel.connect(address);
        }

        @Override
        protected void bind(InetAddress host, int port) throws IOException {
            throw new SocketException("not bound");
        }

        @Override
        protected void listen(int backlog) throws IOException {
            throw new SocketException("not listening");
        }

        @Override
        protected void accept(SocketImpl socket) throws IOException {
            throw new SocketException("not accepting");
        }

        @Override
        protected InputStream getInputStream() throws IOException {
            return channel.socket().getInputStream();
        }

        @Override
        protected OutputStream getOutputStream() throws IOException {
            return channel.socket().getOutputStream();
        }

        @Override
        protected int available() {
            return 0;
        }

        @Override
        protected void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }

        @Override
        protected void sendUrgentData(int data) {
            // none
        }

        @Override
        public void setOption(int option, Object value) {
            // none
        }

        @Override
        public Object getOption(int option) {
            return 0;
        }
    }
}
