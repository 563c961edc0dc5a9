package dev.sallyport.harness.requests;

import dev.sallyport.harness.clients.Grpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.DefaultAddressResolverGroup;
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
import java.util.HashMap;
import java.util.Map;
import reactor.netty.http.HttpProtocol;

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

    static Sender reactor(HttpProtocol protocol) {
        reactor.netty.http.client.HttpClient client = reactor().protocol(protocol);
        return (method, page, authority) ->
                body(
                        client.headers(
                                headers -> {
                                    if (authority != null) {
                                        headers.set(HttpHeaderNames.HOST, authority);
                                    }
                                }),
                        method,
                        page);
    }

    /** Reactor Netty, which would look up by itself, too. */
    static reactor.netty.http.client.HttpClient reactor() {
        return reactor.netty.http.client.HttpClient.create()
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .followRedirect(true);
    }

    static String body(reactor.netty.http.client.HttpClient client, String method, URI page) {
        return client.request(io.netty.handler.codec.http.HttpMethod.valueOf(method))
                .uri(page)
                .responseContent()
                .aggregate()
                .asString()
                .block();
    }

    /** By gRPC's own copy of Netty: whatever the method is, it calls the page as a procedure. */
    static Sender grpcShaded() {
        Map<String, ManagedChannel> channels = new HashMap<>();
        return (method, page, authority) -> {
            ManagedChannel channel =
                    channels.computeIfAbsent(
                            page.getAuthority(),
                            name ->
                                    NettyChannelBuilder.forAddress(page.getHost(), page.getPort())
                                            .usePlaintext()
                                            .build());
            CallOptions options =
                    authority == null
                            ? CallOptions.DEFAULT
                            : CallOptions.DEFAULT.withAuthority(authority);
            return ClientCalls.blockingUnaryCall(
                    channel, Grpc.method(page.getPath().substring(1)), options, "ping");
        };
    }

    private static String target(URI page) {
        String query = page.getRawQuery();
        return query == null ? page.getRawPath() : page.getRawPath() + "?" + query;
    }

    static String host(String authority) {
        return authority.substring(0, authority.indexOf(':'));
    }
}
