package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real name server, and a launch that makes it the only one: in a private mount namespace with a
 * {@code resolv.conf} of its own. It knows the names that it is asked for.
 *
 * <p>Where such a namespace is not permitted (it takes root, and Linux), a test that needs one is
 * skipped and says so.
 */
public final class Dns implements AutoCloseable {
    // Not 127.0.0.53, where systemd-resolved listens; resolv.conf knows no port but 53. Several,
    // since another build on this machine may have the first.
    private static final String NETWORK = "127.0.53.";
    private static final int FIRST = 53;
    private static final int LAST = 60;
    private static final int PORT = 53;
    private static final String SOMEBODY = "127.0.53.253";

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;

    private final ResolverFiles files;
    private final Map<String, String> zone;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String address;
    private final UdpListener listener;

    private Dns(ResolverFiles files, Map<String, String> zone, String address) throws IOException {
        this.files = files;
        this.zone = zone;
        this.address = address;
        this.listener = UdpListener.on(address, PORT, this::answer);
    }

    /**
     * A name server that listens.
     *
     * @param zone literals of IPv4 addresses by lower-case name; {@code *.x} is every name below x
     */
    public static Dns of(Path folder, Map<String, String> zone)
            throws IOException, InterruptedException {
        ResolverFiles files = ResolverFiles.in(folder);
        assumeTrue(
                files.arePermitted(),
                "a private mount namespace (unshare -m, as root) is not permitted here,"
                        + " so no test can own the resolver");
        String taken = "";
        for (int last = FIRST; last <= LAST; last++) {
            try {
                Dns dns = new Dns(files, zone, NETWORK + last);
                files.write("nameserver " + dns.address() + "\noptions timeout:5 attempts:1\n");
                return dns;
            } catch (BindException other) {
                taken = other.getMessage();
            }
        }
        return abort(NETWORK + FIRST + " to " + LAST + " cannot be listened on: " + taken);
    }

    /** A name server at an address of the caller's own network. */
    public static Dns at(String address, Map<String, String> zone) throws IOException {
        return new Dns(null, zone, address);
    }

    /** Where it listens, a literal. */
    public String address() {
        return address;
    }

    /** The command, run where this is the name server. */
    List<String> command(List<String> command) {
        return files.command(command);
    }

    /** How often this name was asked for so far, in any spelling and for any type. */
    long queries(String name) throws IOException, InterruptedException {
        listener.settle();
        return asked.stream().filter(name::equals).count();
    }

    /** How often this name, or one below it, was asked for so far. */
    public long queriesBelow(String name) throws IOException, InterruptedException {
        listener.settle();
        return asked.stream()
                .filter(asked -> asked.equals(name) || asked.endsWith("." + name))
                .count();
    }

    private byte[] answer(byte[] query, SocketAddress from) throws IOException {
        int at = HEADER;
        StringBuilder name = new StringBuilder();
        while (query[at] != 0) {
            name.append(name.length() == 0 ? "" : ".");
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += query[at] + 1;
        }
        String asciiName = name.toString().toLowerCase(Locale.ROOT);
        asked.add(asciiName);
        int type = (query[at + 1] & 0xff) << 8 | (query[at + 2] & 0xff);
        String address = addressOf(asciiName);
        boolean answered = address != null && type == TYPE_A;
        return crooked(asciiName, response(query, at + 5, address, answered), from);
    }

    /**
     * What anybody could inject: the answers for names that begin with {@code other-} are not those
     * that were asked for, or come from somebody else.
     */
    private byte[] crooked(String name, byte[] answer, SocketAddress from) throws IOException {
        if (name.startsWith("other-id.")) {
            answer[1] ^= 1;
        } else if (name.startsWith("other-question.")) {
            answer[HEADER + 1] ^= 1;
        } else if (name.startsWith("other-address.")) {
            send(answer, new InetSocketAddress(SOMEBODY, PORT), from);
            return null;
        } else if (name.startsWith("other-port.")) {
            send(answer, new InetSocketAddress(address, 0), from);
            return null;
        }
        return answer;
    }

    private static void send(byte[] answer, InetSocketAddress own, SocketAddress to)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            // Another build on this machine may be at it.
            socket.setReuseAddress(true);
            socket.bind(own);
            socket.send(new DatagramPacket(answer, answer.length, to));
        }
    }

    private String addressOf(String name) {
        String exact = zone.get(name);
        int dot = name.indexOf('.');
        return exact != null || dot < 0 ? exact : zone.get("*" + name.substring(dot));
    }

    /** RFC 1035, section 4.1. */
    private static byte[] response(byte[] query, int end, String address, boolean answered) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.write(0x81);
        out.write(0x80 | (address == null ? NO_SUCH_NAME : 0));
        out.writeBytes(new byte[] {0, 1, 0, (byte) (answered ? 1 : 0), 0, 0, 0, 0});
        out.write(query, HEADER, end - HEADER);
        if (answered) {
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4});
            out.writeBytes(literal(address));
        }
        return out.toByteArray();
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
