package sun.nio.ch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A channel that can do nothing but be written to. A file's content that the system would send by
 * itself goes to it by ordinary writes, which are hooked.
 */
public final class SallyportTransfer implements WritableByteChannel {
    private final WritableByteChannel channel;

    SallyportTransfer(WritableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Entry of {@code FileChannelImpl.transferTo}. A channel of datagrams may be connected to a DNS
     * server before they leave, and any other to somebody whose connection is listened to.
     */
    public static WritableByteChannel ordinary(WritableByteChannel target) {
        return target instanceof DatagramChannelImpl
                        || (target instanceof SocketChannelImpl
                                && !((SocketChannelImpl) target).isConnected())
                ? new SallyportTransfer(target)
                : target;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
