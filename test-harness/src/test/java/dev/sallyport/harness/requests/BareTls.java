package dev.sallyport.harness.requests;

import dev.sallyport.harness.clients.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS by the JDK to bare addresses, with a server name: {@code layered TLSv1.3 127.0.0.11 4711}
 * each, and what came of it.
 */
public final class BareTls {
    /** What every ClientHello here names. */
    static final String NAME = "api.example";

    /** Names a trust store without the authority of whom is spoken to. */
    static final String OTHERS = "harness.others.trustStore";

    static final int AT_ONCE = 12;

    private static final String HTTPS = "HTTPS";

    private BareTls() {}

    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            String[] words = attempt.split(" ", -1);
            int port = Integer.parseInt(words[3]);
            Outcome.print(attempt, () -> attempt(words[0], words[1], words[2], port));
        }
        System.exit(0);
    }

    private static String attempt(String how, String version, String host, int port)
            throws Exception {
        SSLContext own = SSLContext.getDefault();
        return switch (how) {
            case "layered" -> layered(own, version, HTTPS, host, port);
            case "twice" ->
                    layered(own, version, HTTPS, host, port)
                            + layered(own, version, HTTPS, host, port);
            case "together" -> together(version, host, port);
            case "direct" -> direct(version, host, port);
            case "url" -> url(version, host, port);
            case "client" -> client(version, host, port);
            case "engine" -> engine(version, host, port);
            case "byname" -> byName(version, port);
            case "unidentified" -> layered(own, version, null, host, port);
            case "trusting" -> layered(with(new TrustsAll()), version, HTTPS, host, port);
            case "plainly" -> layered(with(new PlainlyTrustsAll()), version, HTTPS, host, port);
            case "distrusting" -> layered(with(nobody()), version, HTTPS, host, port);
            case "raw" -> raw(version, host, port);
            case "verifying" -> verifying(version, host, port);
            case "claiming" -> claiming(host, port);
            default -> throw new IllegalArgumentException(how);
        };
    }

    // ---- honest clients

    /** Over a socket that is connected already; the name is the one that JSSE is told. */
    private static String layered(
            SSLContext context, String version, String identification, String host, int port)
            throws IOException {
        try (Socket plain = new Socket(host, port);
                SSLSocket secure =
                        (SSLSocket)
                                context.getSocketFactory().createSocket(plain, NAME, port, true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setEndpointIdentificationAlgorithm(identification);
            secure.setSSLParameters(parameters);
            return spoken(secure);
        }
    }

    /** All at once, so that the first of them finds nothing hooked and the others wait for it. */
    private static String together(String version, String host, int port) throws Exception {
        SSLContext own = SSLContext.getDefault();
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            FutureTask<String> task =
                    new FutureTask<>(
                            () -> {
                                start.await();
                                return layered(own, version, HTTPS, host, port);
                            });
            tasks.add(task);
            new Thread(task).start();
        }
        start.countDown();
        for (FutureTask<String> task : tasks) {
            task.get();
        }
        return "all";
    }

    private static String direct(String version, String host, int port) throws Exception {
        SSLSocketFactory factory = SSLContext.getDefault().getSocketFactory();
        InetAddress address = InetAddress.getByName(host);
        try (SSLSocket secure = (SSLSocket) factory.createSocket(address, port)) {
            secure.setSSLParameters(named(secure.getSSLParameters(), version));
            return spoken(secure);
        }
    }

    /** As most clients do. */
    private static String byName(String version, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) factory.createSocket(NAME, port)) {
            secure.setSSLParameters(named(secure.getSSLParameters(), version));
            return spoken(secure);
        }
    }

    private static String url(String version, String host, int port) throws Exception {
        HttpsURLConnection page =
                (HttpsURLConnection)
                        URI.create("https://" + host + ":" + port + "/").toURL().openConnection();
        page.setSSLSocketFactory(new Naming(SSLContext.getDefault().getSocketFactory(), version));
        try (InputStream in = page.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String client(String version, String host, int port) throws Exception {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslParameters(named(new SSLParameters(), version))
                        .build();
        URI page = URI.create("https://" + host + ":" + port + "/");
        return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }

    /** The engine's bytes carried by hand. */
    private static String engine(String version, String host, int port) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setSSLParameters(named(engine.getSSLParameters(), version));
        engine.beginHandshake();
        ByteBuffer none = ByteBuffer.allocate(0);
        ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
        try (Socket plain = new Socket(host, port)) {
            plain.setSoTimeout(5_000);
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    case NEED_WRAP -> {
                        ByteBuffer out = ByteBuffer.allocate(1 << 15);
                        engine.wrap(none, out);
                        plain.getOutputStream().write(out.array(), 0, out.position());
                    }
                    case NEED_UNWRAP -> {
                        int before = in.remaining();
                        engine.unwrap(in, ByteBuffer.allocate(1 << 15));
                        if (in.remaining() == before) {
                            in.compact();
                            byte[] more = new byte[1 << 14];
                            in.put(more, 0, plain.getInputStream().read(more)).flip();
                        }
                    }
                    default -> {
                        return engine.getSession().getProtocol();
                    }
                }
            }
        }
    }

    private static SSLParameters named(SSLParameters parameters, String version) {
        parameters.setProtocols(new String[] {version});
        parameters.setServerNames(List.of(new SNIHostName(NAME)));
        parameters.setEndpointIdentificationAlgorithm(HTTPS);
        return parameters;
    }

    private static String spoken(SSLSocket secure) throws IOException {
        secure.setSoTimeout(5_000);
        secure.getOutputStream()
                .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new String(secure.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .substring(0, 8);
    }

    // ---- those that prove nothing

    private static byte[] hello(String version) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(NAME, 443);
        engine.setUseClientMode(true);
        engine.setSSLParameters(named(engine.getSSLParameters(), version));
        ByteBuffer out = ByteBuffer.allocate(1 << 15);
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** A ClientHello as good as any, and nothing after it. */
    private static String raw(String version, String host, int port) throws Exception {
        try (Socket plain = new Socket(host, port)) {
            plain.setSoTimeout(5_000);
            plain.getOutputStream().write(hello(version));
            return "answered " + plain.getInputStream().read();
        }
    }

    /** The same, and the certificate of that name, had elsewhere, is verified all over again. */
    private static String verifying(String version, String host, int port) throws Exception {
        try (Socket plain = new Socket(host, port);
                SSLSocket named =
                        (SSLSocket)
                                SSLContext.getDefault()
                                        .getSocketFactory()
                                        .createSocket(NAME, port)) {
            plain.getOutputStream().write(hello(version));
            named.setSSLParameters(named(named.getSSLParameters(), version));
            named.startHandshake();
            Certificate[] chain = named.getSession().getPeerCertificates();
            X509Certificate[] copy = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init((KeyStore) null);
            X509TrustManager manager = (X509TrustManager) trust.getTrustManagers()[0];
            manager.checkServerTrusted(copy, "ECDHE_ECDSA");
            return "answered " + plain.getInputStream().read();
        }
    }

    /** Says of a bare address that it is the name's. */
    private static String claiming(String host, int port) throws IOException {
        byte[] address = InetAddress.getByName(host).getAddress();
        try (Socket plain = new Socket(InetAddress.getByAddress(NAME, address), port)) {
            return "connected to " + plain.getPort();
        }
    }

    private static SSLContext with(TrustManager manager) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return context;
    }

    /** JSSE's own, who trusts another authority. */
    private static TrustManager nobody() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(
                KeyStore.getInstance(
                        new File(System.getProperty(OTHERS)), "changeit".toCharArray()));
        return trust.getTrustManagers()[0];
    }

    /** Sockets that greet with the name. */
    private static final class Naming extends SSLSocketFactory {
        private final SSLSocketFactory sockets;
        private final String version;

        Naming(SSLSocketFactory sockets, String version) {
            this.sockets = sockets;
            this.version = version;
        }

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean close)
                throws IOException {
            return naming(sockets.createSocket(plain, host, port, close));
        }

        @Override
        public Socket createSocket() throws IOException {
            return naming(sockets.createSocket());
        }

        /** Whether names are compared, the connection says. */
        private Socket naming(Socket socket) {
            SSLParameters parameters = ((SSLSocket) socket).getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setServerNames(List.of(new SNIHostName(NAME)));
            ((SSLSocket) socket).setSSLParameters(parameters);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("nobody asks for one like that");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("nobody asks for one like that");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("nobody asks for one like that");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("nobody asks for one like that");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }
    }

    /** Asked with the socket, and so for the name as well: it has nothing against anybody. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The same of the older kind, beside which the JDK compares names itself. */
    private static final class PlainlyTrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
