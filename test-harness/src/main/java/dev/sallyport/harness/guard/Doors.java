package dev.sallyport.harness.guard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The ways out that are no connection: one line for each argument, {@code DOOR TARGET [PORT]}. Run
 * with {@code second-stack} first, it takes the JDK's second datagram stack (JDK 17).
 */
public final class Doors {
    private static final byte[] WORDS = "ping".getBytes(StandardCharsets.US_ASCII);

    private Doors() {}

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split(" ", -1);
            if (parts[0].equals("second-stack")) {
                System.setProperty("jdk.net.usePlainSocketImpl", "true");
                System.setProperty("jdk.net.usePlainDatagramSocketImpl", "true");
            } else if (parts[0].equals("encoding")) {
                System.setProperty("sun.jnu.encoding", parts[1]);
            } else {
                System.out.println(Report.of(() -> open(parts)));
            }
        }
    }

    private static String open(String[] parts) throws Exception {
        return switch (parts[0]) {
            case "packet" -> {
                try (DatagramSocket socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(WORDS, WORDS.length, target(parts)));
                    yield "sent";
                }
            }
            case "datagram" -> {
                try (DatagramChannel channel = DatagramChannel.open()) {
                    channel.send(ByteBuffer.wrap(WORDS), target(parts));
                    yield "sent";
                }
            }
            case "direct-datagram" -> {
                try (DatagramChannel channel = DatagramChannel.open()) {
                    channel.send(ByteBuffer.allocateDirect(4).put(WORDS).flip(), target(parts));
                    yield "sent";
                }
            }
            case "unix" -> {
                try (SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(parts[1]))) {
                    yield "connected " + channel.isConnected();
                }
            }
            case "program" -> output(new ProcessBuilder(parts[1], parts[2]));
            case "exec" ->
                    new String(
                                    Runtime.getRuntime()
                                            .exec(new String[] {parts[1], parts[2]})
                                            .getInputStream()
                                            .readAllBytes(),
                                    StandardCharsets.US_ASCII)
                            .strip();
            case "pipeline" -> {
                List<Process> all =
                        ProcessBuilder.startPipeline(
                                List.of(
                                        new ProcessBuilder(parts[1], parts[2]),
                                        new ProcessBuilder("/bin/cat")));
                yield new String(
                                all.get(1).getInputStream().readAllBytes(),
                                StandardCharsets.US_ASCII)
                        .strip();
            }
            case "library" -> loaded(parts[1]);
            case "reachable" -> "" + InetAddress.getByName(parts[1]).isReachable(1000);
            case "name-of" -> InetAddress.getByName(parts[1]).getCanonicalHostName();
            default -> throw new IllegalArgumentException(parts[0]);
        };
    }

    private static InetSocketAddress target(String[] parts) {
        return new InetSocketAddress(parts[1], Integer.parseInt(parts[2]));
    }

    private static String output(ProcessBuilder builder) throws IOException {
        return new String(
                        builder.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip();
    }

    @SuppressWarnings("restricted") // loading is what is tried
    private static String loaded(String path) throws IOException {
        try {
            System.load(path);
            return "loaded";
        } catch (UnsatisfiedLinkError refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
