package dev.sallyport.harness.requests;

import dev.sallyport.servers.oldclients.OldJetty;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import reactor.netty.http.HttpProtocol;

/** An HTTP client that keeps its connections: one object is asked again and again. */
public interface Sender {
    /**
     * Sends a request without a body.
     *
     * @param authority what its Host header or {@code :authority} says in place of the page's;
     *     {@code null} for the page's
     * @return the answer's body
     */
    String send(String method, URI page, String authority) throws Exception;

    /** The JDK's, by HTTP/1.1 or by an upgrade to HTTP/2. */
    static Sender jdk(HttpClient.Version version) {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(version)
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build();
        return (method, page, authority) -> {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(page).method(method, BodyPublishers.noBody());
            if (authority != null) {
                request.header("Host", authority);
            }
            return client.send(request.build(), BodyHandlers.ofString()).body();
        };
    }

    static Sender urlConnection() {
        return (method, page, authority) -> {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setRequestMethod(method);
            if (authority != null) {
                connection.setRequestProperty("Host", authority);
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        };
    }

    /** OkHttp of any version, by a protocol that needs no TLS. */
    static Sender okHttp(Protocol protocol) {
        return okHttp(new OkHttpClient.Builder().protocols(List.of(protocol)).build());
    }

    static Sender okHttp(OkHttpClient client) {
        return (method, page, authority) -> {
            // Empty; what makes one of bytes is called otherwise in each version.
            RequestBody body = method.equals("POST") ? new FormBody.Builder().build() : null;
            Request.Builder request =
                    new Request.Builder().url(page.toString()).method(method, body);
            if (authority != null) {
                request.header("Host", authority);
            }
            try (Response response = client.newCall(request.build()).execute()) {
                return response.body().string();
            }
        };
    }

    /** By their names here. */
    static Sender of(String name) throws Exception {
        return switch (name) {
            case "jdk-1" -> jdk(HttpClient.Version.HTTP_1_1);
            case "jdk-2" -> jdk(HttpClient.Version.HTTP_2);
            case "url-connection" -> urlConnection();
            case "okhttp-1" -> okHttp(Protocol.HTTP_1_1);
            case "okhttp-2" -> okHttp(Protocol.H2_PRIOR_KNOWLEDGE);
            case "apache-4" -> ApacheSenders.version4();
            case "apache-4-async" -> ApacheSenders.version4Async();
            case "apache-5" -> ApacheSenders.version5();
            case "apache-5-async-1" -> ApacheSenders.version5Async(HttpVersionPolicy.FORCE_HTTP_1);
            case "apache-5-async-2" -> ApacheSenders.version5Async(HttpVersionPolicy.FORCE_HTTP_2);
            case "apache-5-multiplexing" -> ApacheSenders.version5Multiplexing();
            case "jetty-1" -> JettySenders.http1();
            case "jetty-2" -> JettySenders.http2();
            case "old-jetty-1" -> OldJetty.http1()::send;
            case "old-jetty-2" -> OldJetty.http2()::send;
            case "jdk-websocket" -> WebSockets.jdk();
            case "okhttp-websocket" -> WebSockets.okHttp();
            case "vertx-websocket" -> WebSockets.vertx();
            case "vertx-1" -> NettySenders.vertx(HttpVersion.HTTP_1_1);
            case "vertx-2" -> NettySenders.vertx(HttpVersion.HTTP_2);
            case "reactor-1" -> NettySenders.reactor(HttpProtocol.HTTP11);
            case "reactor-2" -> NettySenders.reactor(HttpProtocol.H2C);
            case "grpc-shaded" -> NettySenders.grpcShaded();
            case "okhttp-tls" -> okHttp(new OkHttpClient());
            case "okhttp-told" -> TlsSenders.okHttpTold();
            case "conscrypt" -> TlsSenders.conscrypt();
            case "tcnative" -> TlsSenders.tcnative();
            default -> throw new IOException("no client " + name);
        };
    }
}
