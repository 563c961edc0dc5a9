package dev.sallyport.servers.oldclients;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.http.HttpClientTransportOverHTTP2;

/** Jetty's client in the packages in which it was until 12: compiled against 9.4, run with all. */
public final class OldJetty {
    private static final int PATIENCE_SECONDS = 20;

    private final HttpClient client;
    private final HttpVersion version;

    private OldJetty(HttpClient client, HttpVersion version) throws Exception {
        this.client = client;
        this.version = version;
        client.start();
    }

    public static OldJetty http1() throws Exception {
        return new OldJetty(new HttpClient(), HttpVersion.HTTP_1_1);
    }

    /** Without TLS. */
    public static OldJetty http2() throws Exception {
        HttpClientTransportOverHTTP2 transport =
                new HttpClientTransportOverHTTP2(new HTTP2Client());
        return new OldJetty(new HttpClient(transport), HttpVersion.HTTP_2);
    }

    /**
     * Sends a request without a body.
     *
     * @param authority its Host header in place of the page's, or {@code null}
     * @return the answer's body
     */
    public String send(String method, URI page, String authority) throws Exception {
        Request request = client.newRequest(page).method(method).version(version);
        if (authority != null) {
            request.header(HttpHeader.HOST, authority);
        }
        return request.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).send().getContentAsString();
    }
}
