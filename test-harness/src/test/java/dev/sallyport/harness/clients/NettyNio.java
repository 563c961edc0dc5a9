package dev.sallyport.harness.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

final class NettyNio {
    private static final int PATIENCE_MILLIS = 5_000;

    private NettyNio() {}

    static String attempt(String host, int port) throws Exception {
        Answer answer = new Answer();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel channel =
                    new Bootstrap()
                            .group(loop)
                            .channel(NioSocketChannel.class)
                            .handler(answer)
                            .connect(host, port)
                            .sync()
                            .channel();
            channel.writeAndFlush(Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII)).get();
            channel.closeFuture().get();
            return answer.text.toString();
        } finally {
            stop(loop);
        }
    }

    static void stop(EventLoopGroup loop) {
        loop.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(PATIENCE_MILLIS);
    }

    private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
        private final StringBuilder text = new StringBuilder();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            text.append(bytes.toString(StandardCharsets.US_ASCII));
        }
    }
}
