package dev.sallyport.harness.evasion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Queries to the machine's own name server, past the JDK's resolver. */
final class NameServers {
    private static final int TYPE_A = 1;
    private static final int TYPE_TXT = 16;

    private NameServers() {}

    private static InetSocketAddress server(Goal goal) {
        return new InetSocketAddress(goal.fact("name-server"), 53);
    }

    private static byte[] query(String name, int type) {
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        query.writeBytes(new byte[] {1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.", -1)) {
            query.write(label.length());
            query.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        query.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
        return query.toByteArray();
    }

    @Technique(value = "a query by a connected DatagramChannel", door = Door.DNS)
    static void connected(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open().connect(server(goal))) {
            channel.write(ByteBuffer.wrap(query(goal.name(), TYPE_A)));
        }
    }

    @Technique(value = "a query gathered from two buffers", door = Door.DNS)
    static void gathered(Goal goal) throws IOException {
        byte[] query = query(goal.name(), TYPE_A);
        try (DatagramChannel channel = DatagramChannel.open().connect(server(goal))) {
            channel.write(
                    new ByteBuffer[] {
                        ByteBuffer.wrap(query, 0, 12), ByteBuffer.wrap(query, 12, query.length - 12)
                    });
        }
    }

    @Technique(value = "a query by a connected DatagramSocket", door = Door.DNS)
    static void socket(Goal goal) throws IOException {
        byte[] query = query(goal.name(), TYPE_A);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server(goal));
            socket.send(new DatagramPacket(query, query.length));
        }
    }

    @Technique(value = "a query in a file, sent by FileChannel.transferTo", door = Door.DNS)
    static void transferred(Goal goal) throws IOException {
        byte[] query = query(goal.name(), TYPE_A);
        Path file = Files.write(goal.folder().resolve("query"), query);
        try (DatagramChannel channel = DatagramChannel.open().connect(server(goal));
                FileChannel content = FileChannel.open(file)) {
            content.transferTo(0, query.length, channel);
        }
    }

    @Technique(value = "a query for a text record, in upper case", door = Door.DNS)
    static void text(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            byte[] query = query(goal.name().toUpperCase(Locale.ROOT), TYPE_TXT);
            channel.send(ByteBuffer.wrap(query), server(goal));
        }
    }

    @Technique(
            value = "a query with words behind it",
            door = Door.DNS,
            noTwin = "no resolver sends more than its question")
    static void more(Goal goal) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(600);
        out.put(query(goal.name(), TYPE_A)).put("words".getBytes(StandardCharsets.US_ASCII));
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(out.flip(), server(goal));
        }
    }

    @Technique(value = "a query that another thread turns", door = Door.DNS)
    static void turned(Goal goal) throws Exception {
        String wanted = goal.name();
        byte[] query = query(wanted, TYPE_A);
        ByteBuffer out = ByteBuffer.allocateDirect(query.length).put(query);
        AtomicBoolean turning = new AtomicBoolean(true);
        // Its first letter: the other name is nobody's, and refused as well.
        Thread turner =
                new Thread(
                        () -> {
                            while (turning.get()) {
                                out.put(13, (byte) 'q');
                                out.put(13, query[13]);
                            }
                        },
                        "turner");
        turner.start();
        try (DatagramChannel channel = DatagramChannel.open()) {
            for (int i = 0; i < 500; i++) {
                try {
                    channel.send(out.duplicate().flip(), server(goal));
                } catch (IOException refused) {
                    // The next one may hit.
                }
            }
        } finally {
            turning.set(false);
            turner.join();
        }
    }
}
