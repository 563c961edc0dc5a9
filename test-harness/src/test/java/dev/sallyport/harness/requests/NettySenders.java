package dev.sallyport.harness.requests;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/** Clients that send by Netty's codecs. */
final class NettySenders {
    private NettySenders() {}

    /** To be started with {@code -Dvertx.disableDnsResolver=true}, so that the JDK looks up. */
    static Sender vertx(HttpVersion version) {
        HttpClient client =
                Vertx.vertx()
                        .createHttpClient(
                                new HttpClientOptions()
                                        .setProtocolVersion(version)
                                        .setHttp2ClearTextUpgrade(false));
        return (method, page, authority) -> {
            RequestOptions request =
                    new RequestOptions()
                            .setMethod(HttpMethod.valueOf(method))
                            .setServer(
                                    SocketAddress.inetSocketAddress(page.getPort(), page.getHost()))
                            .setHost(authority == null ? page.getHost() : host(authority))
                            .setPort(page.getPort())
                            .setURI(target(page))
                            .setFollowRedirects(true);
            return client.request(request)
                    .compose(HttpClientRequest::send)
                    .compose(response -> response.body())
                    .map(Buffer::toString)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        };
    }

    private static String target(URI page) {
        String query = page.getRawQuery();
        return query == null ? page.getRawPath() : page.getRawPath() + "?" + query;
    }

    private static String host(String authority) {
        return authority.substring(0, authority.indexOf(':'));
    }
}
