package dev.sallyport.harness.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.harness.guard.TcpListener;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Who the clients want to talk to: a real server for each {@link Client.Peer}, on loopback. */
final class Peers implements AutoCloseable {
    /** What they all answer. */
    static final String ANSWER = "pong";

    private final String address;
    private final TcpListener pong;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer web;
    private final NetServer database;
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Server grpc;

    private Peers(String address) throws IOException {
        this.address = address;
        this.pong = TcpListener.on(address);
        this.web = web();
        this.database = database();
        this.grpc = grpc();
    }

    static Peers on(String address) throws IOException {
        return new Peers(address);
    }

    int port(Client.Peer peer) {
        return switch (peer) {
            case PONG -> pong.port();
            case WEB -> web.actualPort();
            case DATABASE -> database.actualPort();
            case GRPC -> grpc.getPort();
        };
    }

    private HttpServer web() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end(ANSWER))
                .webSocketHandler(
                        socket -> socket.textMessageHandler(any -> socket.writeTextMessage(ANSWER)))
                .listen(0, address)
                .await();
    }

    /** Answers the first message of a connection with an ErrorResponse, as to a wrong password. */
    private NetServer database() {
        byte[] fields = ("SFATAL\0C28P01\0M" + ANSWER + "\0\0").getBytes(US_ASCII);
        Buffer error =
                Buffer.buffer()
                        .appendByte((byte) 'E')
                        .appendInt(4 + fields.length)
                        .appendBytes(fields);
        return vertx.createNetServer()
                .connectHandler(socket -> socket.handler(any -> socket.end(error)))
                .listen(0, address)
                .await();
    }

    private Server grpc() throws IOException {
        ServerServiceDefinition echo =
                ServerServiceDefinition.builder("sallyport.Echo")
                        .addMethod(
                                Grpc.METHOD,
                                ServerCalls.asyncUnaryCall(
                                        (question, answers) -> {
                                            answers.onNext(ANSWER);
                                            answers.onCompleted();
                                        }))
                        .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(address, 0))
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .addService(echo)
                .build()
                .start();
    }

    @Override
    public void close() throws IOException {
        grpc.shutdownNow();
        NettyNio.stop(loop);
        vertx.close().await();
        pong.close();
    }
}
