package dev.sallyport.harness.requests;

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
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

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

    /** OkHttp, by protocols that need no TLS, or by TLS as it is agreed on. */
    static Sender okHttp(Protocol... protocols) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        if (protocols.length > 0) {
            builder.protocols(List.of(protocols));
        }
        OkHttpClient client = builder.build();
        return (method, page, authority) -> {
            RequestBody body = method.equals("POST") ? RequestBody.create(new byte[0]) : null;
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

    static Sender apache4() {
        CloseableHttpClient client = HttpClients.createDefault();
        return (method, page, authority) -> {
            RequestBuilder request = RequestBuilder.create(method).setUri(page);
            if (authority != null) {
                request.setHeader("Host", authority);
            }
            return client.execute(
                    request.build(), response -> EntityUtils.toString(response.getEntity()));
        };
    }

    static Sender apache5() {
        var client = org.apache.hc.client5.http.impl.classic.HttpClients.createDefault();
        return (method, page, authority) -> {
            var request =
                    org.apache.hc.core5.http.io.support.ClassicRequestBuilder.create(method)
                            .setUri(page)
                            .build();
            if (authority != null) {
                request.setAuthority(URIAuthority.create(authority));
            }
            return client.execute(
                    HttpHost.create(page),
                    request,
                    response ->
                            org.apache.hc.core5.http.io.entity.EntityUtils.toString(
                                    response.getEntity()));
        };
    }

    static Sender apache5Async(HttpVersionPolicy version) {
        CloseableHttpAsyncClient client =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setDefaultTlsConfig(
                                                TlsConfig.custom()
                                                        .setVersionPolicy(version)
                                                        .build())
                                        .build())
                        .build();
        client.start();
        return (method, page, authority) -> {
            SimpleHttpRequest request = SimpleHttpRequest.create(method, page);
            if (authority != null) {
                request.setAuthority(URIAuthority.create(authority));
            }
            return client.execute(
                            HttpHost.create(page),
                            SimpleRequestProducer.create(request),
                            SimpleResponseConsumer.create(),
                            null,
                            null,
                            null)
                    .get()
                    .getBodyText();
        };
    }

    static Sender jetty1() throws Exception {
        return jetty(new org.eclipse.jetty.client.HttpClient(), HttpVersion.HTTP_1_1);
    }

    static Sender jetty2() throws Exception {
        HttpClientTransportOverHTTP2 transport =
                new HttpClientTransportOverHTTP2(new HTTP2Client());
        return jetty(new org.eclipse.jetty.client.HttpClient(transport), HttpVersion.HTTP_2);
    }

    private static Sender jetty(org.eclipse.jetty.client.HttpClient client, HttpVersion version)
            throws Exception {
        client.start();
        return (method, page, authority) -> {
            var request = client.newRequest(page).method(method).version(version);
            if (authority != null) {
                request.headers(headers -> headers.put(HttpHeader.HOST, authority));
            }
            ContentResponse response = request.timeout(20, TimeUnit.SECONDS).send();
            return response.getContentAsString();
        };
    }

    /** Those that need no TLS, by their names here. */
    static Sender of(String name) throws Exception {
        return switch (name) {
            case "jdk-1" -> jdk(HttpClient.Version.HTTP_1_1);
            case "jdk-2" -> jdk(HttpClient.Version.HTTP_2);
            case "url-connection" -> urlConnection();
            case "okhttp-1" -> okHttp(Protocol.HTTP_1_1);
            case "okhttp-2" -> okHttp(Protocol.H2_PRIOR_KNOWLEDGE);
            case "apache-4" -> apache4();
            case "apache-5" -> apache5();
            case "apache-5-async-1" -> apache5Async(HttpVersionPolicy.FORCE_HTTP_1);
            case "apache-5-async-2" -> apache5Async(HttpVersionPolicy.FORCE_HTTP_2);
            case "jetty-1" -> jetty1();
            case "jetty-2" -> jetty2();
            case "jdk-websocket" -> WebSockets.jdk();
            case "okhttp-websocket" -> WebSockets.okHttp();
            case "vertx-websocket" -> WebSockets.vertx();
            case "vertx-1" -> NettySenders.vertx(io.vertx.core.http.HttpVersion.HTTP_1_1);
            case "vertx-2" -> NettySenders.vertx(io.vertx.core.http.HttpVersion.HTTP_2);
            default -> throw new IOException("no client " + name);
        };
    }
}
