package dev.sallyport.harness.requests;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.conscrypt.Conscrypt;

/**
 * Clients by TLS, with the trust store of the launch. The Host is the page's; another authority is
 * the server name of the handshake alone.
 */
final class TlsSenders {
    private TlsSenders() {}

    /** OkHttp by a resolver of its user's: a name that no system knows leads to this machine. */
    static Sender okHttpTold() {
        Dns dns =
                name ->
                        name.startsWith("stranger.")
                                ? List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}))
                                : Dns.SYSTEM.lookup(name);
        return Sender.okHttp(new OkHttpClient.Builder().dns(dns).build());
    }

    /** Conscrypt's sockets over connected ones, HTTP by hand. */
    static Sender conscrypt() throws Exception {
        Provider provider = Conscrypt.newProviderBuilder().provideTrustManager(true).build();
        SSLContext context = SSLContext.getInstance("TLS", provider);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
        trust.init(authorities());
        context.init(null, trust.getTrustManagers(), null);
        return (method, page, authority) -> {
            String request =
                    """
                    %s %s HTTP/1.1
                    Host: %s
                    Connection: close

                    """
                            .formatted(method, page.getPath(), page.getAuthority())
                            .replace("\n", "\r\n");
            try (Socket plain = new Socket(page.getHost(), page.getPort());
                    Socket secure =
                            context.getSocketFactory()
                                    .createSocket(
                                            plain, name(page, authority), page.getPort(), true)) {
                secure.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String answer =
                        new String(secure.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return answer.substring(answer.indexOf("\r\n\r\n") + 4);
            }
        };
    }

    /** Reactor Netty with BoringSSL. */
    static Sender tcnative() throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities());
        SslContext context =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.OPENSSL)
                        .trustManager(trust)
                        .build();
        return (method, page, authority) ->
                NettySenders.body(
                        NettySenders.reactor()
                                .secure(
                                        spec ->
                                                spec.sslContext(context)
                                                        .serverNames(
                                                                new SNIHostName(
                                                                        name(page, authority)))),
                        method,
                        page);
    }

    /** The launch's, by its path: not every library's default is the JDK's. */
    private static KeyStore authorities() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(
                new File(System.getProperty("javax.net.ssl.trustStore")),
                System.getProperty("javax.net.ssl.trustStorePassword").toCharArray());
    }

    private static String name(URI page, String authority) {
        return authority == null ? page.getHost() : NettySenders.host(authority);
    }
}
