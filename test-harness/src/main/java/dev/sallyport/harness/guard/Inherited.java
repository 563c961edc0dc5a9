package dev.sallyport.harness.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Talks over the channel that whoever launched it has connected, as inetd's servers do. Its answer
 * goes to a file: the JDK takes the standard streams away from who asks for that channel.
 */
public final class Inherited {
    private Inherited() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), answer());
    }

    private static String answer() {
        try (SocketChannel channel = (SocketChannel) System.inheritedChannel()) {
            channel.write(ByteBuffer.wrap("ping".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // The rest may come in a second piece.
            }
            return "ok\t"
                    + new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
                    + "\t";
        } catch (IOException refused) {
            return "failed\t" + refused.getClass().getName() + "\t" + refused.getMessage();
        }
    }
}
