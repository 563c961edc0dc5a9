package dev.sallyport.harness.requests;

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
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Apache's clients: blocking and on reactors, versions 4 and 5. */
final class ApacheSenders {
    private ApacheSenders() {}

    static Sender version4() {
        CloseableHttpClient client = HttpClients.createDefault();
        return (method, page, authority) ->
                client.execute(
                        request4(RequestBuilder.create(method).setUri(page), authority),
                        response -> EntityUtils.toString(response.getEntity()));
    }

    static Sender version4Async() {
        var client = org.apache.http.impl.nio.client.HttpAsyncClients.createDefault();
        client.start();
        return (method, page, authority) -> {
            HttpUriRequest request =
                    request4(RequestBuilder.create(method).setUri(page), authority);
            return EntityUtils.toString(client.execute(request, null).get().getEntity());
        };
    }

    private static HttpUriRequest request4(RequestBuilder request, String authority) {
        if (authority != null) {
            request.setHeader("Host", authority);
        }
        return request.build();
    }

    static Sender version5() {
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

    /** Without TLS. */
    static Sender version5Async(HttpVersionPolicy version) {
        return version5Async(
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setDefaultTlsConfig(
                                                TlsConfig.custom()
                                                        .setVersionPolicy(version)
                                                        .build())
                                        .build())
                        .build());
    }

    /** HTTP/2 alone, all requests for one site on one connection. */
    static Sender version5Multiplexing() {
        return version5Async(HttpAsyncClients.createHttp2Default());
    }

    private static Sender version5Async(CloseableHttpAsyncClient client) {
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
}
