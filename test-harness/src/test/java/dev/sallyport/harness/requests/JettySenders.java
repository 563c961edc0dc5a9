package dev.sallyport.harness.requests;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Jetty's client of today, without TLS. */
final class JettySenders {
    private JettySenders() {}

    static Sender http1() throws Exception {
        return sender(new HttpClient(), HttpVersion.HTTP_1_1);
    }

    static Sender http2() throws Exception {
        HttpClientTransportOverHTTP2 transport =
                new HttpClientTransportOverHTTP2(new HTTP2Client());
        return sender(new HttpClient(transport), HttpVersion.HTTP_2);
    }

    private static Sender sender(HttpClient client, HttpVersion version) throws Exception {
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
}
