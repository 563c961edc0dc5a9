package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;

/** UDP, connected and not. */
final class Datagrams {
    private Datagrams() {}

    private static final byte[] WORDS = {'o', 'u', 't'};

    private static DatagramPacket packet(Goal goal) throws IOException {
        return new DatagramPacket(WORDS, WORDS.length, goal.udpAddress());
    }

    @Technique(value = "DatagramSocket.send", door = Door.UDP)
    static void send(Goal goal) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(packet(goal));
        }
    }

    @Technique(value = "DatagramSocket.connect, then send", door = Door.UDP)
    static void connected(Goal goal) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(goal.udpAddress());
            socket.send(new DatagramPacket(WORDS, WORDS.length));
        }
    }

    @Technique(value = "DatagramChannel.send, heap buffer", door = Door.UDP)
    static void channel(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(WORDS), goal.udpAddress());
        }
    }

    @Technique(value = "DatagramChannel.send, direct buffer", door = Door.UDP)
    static void direct(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.allocateDirect(3).put(WORDS).flip(), goal.udpAddress());
        }
    }

    @Technique(value = "DatagramChannel.send, non-blocking", door = Door.UDP)
    static void nonBlocking(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            channel.send(ByteBuffer.wrap(WORDS), goal.udpAddress());
        }
    }

    @Technique(value = "DatagramChannel.connect, then write", door = Door.UDP)
    static void channelConnected(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(goal.udpAddress());
            channel.write(new ByteBuffer[] {ByteBuffer.wrap(WORDS)});
        }
    }

    @Technique(value = "DatagramChannel.socket().send", door = Door.UDP)
    static void adaptor(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.socket().send(packet(goal));
        }
    }

    @Technique(value = "MulticastSocket.send", door = Door.UDP)
    static void multicastSocket(Goal goal) throws IOException {
        try (MulticastSocket socket = new MulticastSocket()) {
            socket.setTimeToLive(0);
            socket.send(packet(goal));
        }
    }

    @Technique(value = "a mapped IPv4 address, DatagramChannel.send", door = Door.UDP)
    static void mapped(Goal goal) throws IOException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(goal.address().getAddress(), 0, bytes, 12, 4);
        InetAddress address = Inet6Address.getByAddress(null, bytes, -1);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(WORDS), new InetSocketAddress(address, goal.udp()));
        }
    }

    @Technique(
            value = "the second UDP stack, chosen at run time",
            door = Door.UDP,
            to = 17,
            alone = true)
    static void secondStack(Goal goal) throws IOException {
        System.setProperty("jdk.net.usePlainDatagramSocketImpl", "true");
        send(goal);
    }

    @Technique(value = "the second UDP stack, connected", door = Door.UDP, to = 17, alone = true)
    static void secondStackConnected(Goal goal) throws IOException {
        System.setProperty("jdk.net.usePlainDatagramSocketImpl", "true");
        connected(goal);
    }

    @Technique(value = "JNDI dns: with the goal as its server", door = Door.UDP)
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what is tried, and how it is spelled
    static void jndi(Goal goal) throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://" + goal.host() + ":" + goal.udp());
        environment.put("com.sun.jndi.dns.timeout.initial", "200");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        new InitialDirContext(environment).getAttributes("x.example", new String[] {"TXT"});
    }

    @Technique(value = "a packet whose target another thread turns", door = Door.UDP)
    static void turnedPacket(Goal goal) throws Exception {
        InetSocketAddress harmless = new InetSocketAddress("127.0.0.10", goal.udp());
        DatagramPacket packet = new DatagramPacket(WORDS, WORDS.length, harmless);
        InetSocketAddress wanted = goal.udpAddress();
        AtomicBoolean turning = new AtomicBoolean(true);
        Thread turner =
                new Thread(
                        () -> {
                            while (turning.get()) {
                                packet.setSocketAddress(wanted);
                                packet.setSocketAddress(harmless);
                            }
                        },
                        "turner");
        turner.start();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 5000; i++) {
                try {
                    socket.send(packet);
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
