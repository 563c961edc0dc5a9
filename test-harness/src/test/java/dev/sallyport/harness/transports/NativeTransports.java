package dev.sallyport.harness.transports;

import dev.sallyport.harness.clients.Outcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/**
 * Makes the attempts it is given, {@code epoll-tcp api.example 4711} or {@code jnr /run/app.sock},
 * and prints the {@link Outcome} of each.
 */
public final class NativeTransports {
    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(
                    Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII).asReadOnly());

    private NativeTransports() {}

    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            Outcome.print(attempt, () -> attempt(attempt.split(" ", -1)));
        }
        // Some leave threads behind that would keep the JVM.
        System.exit(0);
    }

    private static String attempt(String[] words) throws Exception {
        return switch (words[0]) {
            case "epoll-tcp" ->
                    talk(EpollIoHandler.newFactory(), EpollSocketChannel.class, inet(words));
            case "epoll-unix" ->
                    talk(
                            EpollIoHandler.newFactory(),
                            EpollDomainSocketChannel.class,
                            new DomainSocketAddress(words[1]));
            case "epoll-udp" ->
                    send(EpollIoHandler.newFactory(), EpollDatagramChannel.class, inet(words), 1);
            case "epoll-udp-many" ->
                    send(EpollIoHandler.newFactory(), EpollDatagramChannel.class, inet(words), 8);
            case "epoll-udp-connected" ->
                    connected(EpollIoHandler.newFactory(), EpollDatagramChannel.class, inet(words));
            case "uring-tcp" ->
                    talk(IoUringIoHandler.newFactory(), IoUringSocketChannel.class, inet(words));
            case "uring-udp" ->
                    send(
                            IoUringIoHandler.newFactory(),
                            IoUringDatagramChannel.class,
                            inet(words),
                            1);
            case "socket" -> {
                io.netty.channel.unix.Socket.newSocketStream().connect(inet(words));
                yield "connecting";
            }
            case "shaded-tcp" -> Shaded.connect(inet(words));
            case "jnr" -> jnr(new File(words[1]));
            case "junix" -> junix(Path.of(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static InetSocketAddress inet(String[] words) {
        return new InetSocketAddress(words[1], Integer.parseInt(words[2]));
    }

    private static String talk(
            IoHandlerFactory io, Class<? extends Channel> type, SocketAddress address)
            throws InterruptedException {
        Answer answer = new Answer();
        try (Loop loop = new Loop(io)) {
            Channel channel =
                    new Bootstrap()
                            .group(loop.group)
                            .channel(type)
                            .handler(answer)
                            .connect(address)
                            .sync()
                            .channel();
            channel.writeAndFlush(PING.duplicate()).sync();
            channel.closeFuture().sync();
        }
        return answer.text.toString();
    }

    private static String send(
            IoHandlerFactory io, Class<? extends Channel> type, InetSocketAddress address, int many)
            throws InterruptedException {
        try (Loop loop = new Loop(io)) {
            Channel channel = bound(loop.group, type);
            List<ChannelFuture> writes = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                writes.add(channel.write(new DatagramPacket(PING.duplicate(), address)));
            }
            channel.flush();
            for (ChannelFuture write : writes) {
                write.sync();
            }
        }
        return "sent";
    }

    private static String connected(
            IoHandlerFactory io, Class<? extends Channel> type, InetSocketAddress address)
            throws InterruptedException {
        try (Loop loop = new Loop(io)) {
            Channel channel = bound(loop.group, type);
            channel.connect(address).sync();
            channel.writeAndFlush(PING.duplicate()).sync();
        }
        return "sent";
    }

    private static Channel bound(EventLoopGroup loop, Class<? extends Channel> type)
            throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(type)
                .handler(new Answer())
                .bind("0.0.0.0", 0)
                .sync()
                .channel();
    }

    private static String jnr(File path) throws IOException {
        try (UnixSocketChannel channel = UnixSocketChannel.open(new UnixSocketAddress(path))) {
            channel.write(ByteBuffer.wrap("ping".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // The rest may come in a second piece.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }

    /** By reflection: javac would miss the library's annotations aloud. */
    private static String junix(Path path) throws Exception {
        Class<?> addresses = Class.forName("org.newsclub.net.unix.AFUNIXSocketAddress");
        Object address = addresses.getMethod("of", Path.class).invoke(null, path);
        try (Socket socket =
                (Socket)
                        Class.forName("org.newsclub.net.unix.AFUNIXSocket")
                                .getMethod("connectTo", addresses)
                                .invoke(null, address)) {
            socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        }
    }

    /** No executor is closeable before JDK 19. */
    private static final class Loop implements AutoCloseable {
        private final EventLoopGroup group;

        Loop(IoHandlerFactory io) {
            group = new MultiThreadIoEventLoopGroup(1, io);
        }

        @Override
        public void close() {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
        private final StringBuilder text = new StringBuilder();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            text.append(bytes.toString(StandardCharsets.US_ASCII));
        }
    }
}
