package sun.nio.ch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that can do nothing but be written to. */
final class SallyportTransfer implements WritableByteChannel {
    private final WritableByteChannel channel;

    SallyportTransfer(WritableByteChannel channel) {
        this.channel = channel;
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
