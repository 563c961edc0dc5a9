package dev.sallyport.harness.clients;

import java.util.Arrays;
import java.util.List;

/** Every client of the world that is tried here, and who answers it. */
enum Client {
    OKHTTP(Peer.PONG),
    APACHE_4(Peer.PONG),
    APACHE_5_CLASSIC(Peer.PONG),
    APACHE_5_ASYNC(Peer.PONG),
    NETTY_NIO(Peer.PONG),
    JETTY(Peer.PONG),
    VERTX(Peer.PONG),
    AWS_URL_CONNECTION(Peer.PONG),
    POSTGRESQL(Peer.DATABASE),
    GRPC_NETTY(Peer.GRPC),
    JDK_WEB_SOCKET(Peer.WEB),
    JDK_HTTP_2(Peer.WEB),
    VIRTUAL_THREAD(Peer.PONG, 21, 99),
    COMPLETABLE_FUTURE(Peer.PONG),
    PARALLEL_STREAM(Peer.PONG),
    STATIC_INITIALISER(Peer.PONG),
    SOCKET_FACTORY(Peer.PONG),
    SOCKET_IMPL(Peer.PONG),
    /** Needs a JVM of its own: it stays for every socket after it. */
    SOCKET_IMPL_FACTORY(Peer.PONG),
    /** The JDK's second TCP stack, which is gone from 18 on; it stays as well. */
    PLAIN_SOCKET_IMPL(Peer.PONG, 17, 17),
    /** {@link ClientsOfTheWorld} makes this attempt while the JVM shuts down. */
    SHUTDOWN_HOOK(Peer.PONG);

    /** Who answers. */
    enum Peer {
        /** Whatever it is asked, plainly or by {@code GET}. */
        PONG,
        /** HTTP/2 without TLS, and WebSockets. */
        WEB,
        GRPC,
        /** Refuses everybody in PostgreSQL's own words. */
        DATABASE
    }

    private final Peer peer;
    private final int oldest;
    private final int newest;

    Client(Peer peer) {
        this(peer, 17, 99);
    }

    Client(Peer peer, int oldest, int newest) {
        this.peer = peer;
        this.oldest = oldest;
        this.newest = newest;
    }

    Peer peer() {
        return peer;
    }

    /** Connects, asks, and returns the answer. */
    String attempt(String host, int port) throws Exception {
        return switch (this) {
            case OKHTTP -> OkHttp.attempt(host, port);
            case APACHE_4 -> Apache4.attempt(host, port);
            case APACHE_5_CLASSIC -> Apache5Classic.attempt(host, port);
            case APACHE_5_ASYNC -> Apache5Async.attempt(host, port);
            case NETTY_NIO -> NettyNio.attempt(host, port);
            case JETTY -> Jetty.attempt(host, port);
            case VERTX -> VertxHttp.attempt(host, port);
            case AWS_URL_CONNECTION -> AwsUrlConnection.attempt(host, port);
            case POSTGRESQL -> PostgreSql.attempt(host, port);
            case GRPC_NETTY -> Grpc.attempt(host, port);
            case JDK_WEB_SOCKET -> JdkWebSocket.attempt(host, port);
            case JDK_HTTP_2 -> JdkHttp2.attempt(host, port);
            case VIRTUAL_THREAD -> VirtualThread.attempt(host, port);
            case COMPLETABLE_FUTURE -> Futures.attempt(host, port);
            case PARALLEL_STREAM -> ParallelStream.attempt(host, port);
            case STATIC_INITIALISER -> StaticInitialiser.attempt(host, port);
            case SOCKET_FACTORY -> DelegatingFactory.attempt(host, port);
            case SOCKET_IMPL -> ChannelSocketImpl.attempt(host, port);
            case SOCKET_IMPL_FACTORY -> SocketImplFactory.attempt(host, port);
            case PLAIN_SOCKET_IMPL -> PlainSocketImpl.attempt(host, port);
            case SHUTDOWN_HOOK -> Talk.attempt(host, port);
        };
    }

    /** Whether it changes the JVM that it runs in for those that come after it. */
    boolean wantsItsOwnJvm() {
        return this == SOCKET_IMPL_FACTORY || this == PLAIN_SOCKET_IMPL;
    }

    /** Those that a JDK has, in the order in which they are to run. */
    static List<Client> of(int feature) {
        return Arrays.stream(values())
                .filter(client -> client.oldest <= feature && feature <= client.newest)
                .toList();
    }
}
