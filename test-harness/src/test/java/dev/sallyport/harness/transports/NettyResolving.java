package dev.sallyport.harness.transports;

import dev.sallyport.harness.clients.Outcome;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names by Netty's own resolver, with the machine's DNS servers as it finds them, and goes
 * to what they give: {@code nio api.example 4711} or {@code epoll …}; with more names, comma
 * between, all at once. Prints the {@link Outcome} of each.
 */
public final class NettyResolving {
    private static final int PATIENCE_MILLIS = 10_000;

    private NettyResolving() {}

    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            Outcome.print(attempt, () -> attempt(attempt.split(" ", -1)));
        }
        System.exit(0);
    }

    private static String attempt(String[] words) throws Exception {
        boolean epoll = words[0].startsWith("epoll");
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, io);
        Class<? extends DatagramChannel> type =
                epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
        try (DnsNameResolver resolver =
                new DnsNameResolverBuilder(group.next())
                        .datagramChannelType(type)
                        .datagramChannelStrategy(
                                words[0].endsWith("-each")
                                        ? DnsNameResolverChannelStrategy.ChannelPerResolution
                                        : DnsNameResolverChannelStrategy.ChannelPerResolver)
                        .build()) {
            List<Future<InetAddress>> asked = new ArrayList<>();
            for (String name : words[1].split(",", -1)) {
                asked.add(resolver.resolve(name));
            }
            StringBuilder read = new StringBuilder();
            for (Future<InetAddress> answer : asked) {
                if (!answer.await(PATIENCE_MILLIS)) {
                    throw new IllegalStateException("no answer");
                }
                if (answer.cause() != null) {
                    throw new Exception("not resolved", answer.cause());
                }
                read.append(talk(answer.getNow(), Integer.parseInt(words[2])));
            }
            return read.toString();
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static String talk(InetAddress address, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
