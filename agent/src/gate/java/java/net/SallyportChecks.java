package java.net;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.SallyportGate;

/**
 * What the hooked methods of libraries call that connect by native code of their own. It lies in
 * {@code java.net} because every class loader sees that package and none can put another class of
 * this name before it. Anyone may call these methods: they only check, and teach the guard nothing
 * but what {@link #received} says of itself.
 */
public final class SallyportChecks {
    private static final String JUNIX = ".AFUNIXSocketAddress";

    private static final int LONGEST_DATAGRAM = 65_535;

    /**
     * What this thread has had judged as UDP and is about to connect to by a method that TCP and
     * UDP share.
     */
    private static final ThreadLocal<InetSocketAddress> DATAGRAM = new ThreadLocal<>();

    /** What this thread has had judged by what it asks a DNS server, and is about to send there. */
    private static final ThreadLocal<Asked> ASKED = new ThreadLocal<>();

    private static final Unsafe MEMORY = Unsafe.getUnsafe();

    private SallyportChecks() {}

    /** Entry of a socket's connect. */
    public static SocketAddress connect(SocketAddress address) throws IOException {
        return address instanceof InetSocketAddress
                ? connect((InetSocketAddress) address)
                : address;
    }

    /** Entry of a socket's connect. */
    public static InetSocketAddress connect(InetSocketAddress address) throws IOException {
        InetSocketAddress judged = DATAGRAM.get();
        if (judged != null) {
            DATAGRAM.remove();
            if (judged.equals(address)) {
                return judged;
            }
        }
        return judged(address, false);
    }

    /** Entry of a datagram channel's connect, which goes on to a socket's. */
    public static void datagram(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress) {
            DATAGRAM.set(judged((InetSocketAddress) address, true));
        }
    }

    /** A datagram's target. */
    @CallerSensitive
    public static InetSocketAddress send(InetSocketAddress address) throws IOException {
        InetAddress asked =
                address == null ? null : asked(Reflection.getCallerClass(), address.getAddress());
        return asked == null
                ? judged(address, true)
                : new InetSocketAddress(asked, address.getPort());
    }

    /** A datagram's target. */
    @CallerSensitive
    public static InetAddress send(InetAddress address, int port) throws IOException {
        return send(Reflection.getCallerClass(), address, port, false);
    }

    /**
     * A datagram's target, or that of a connect whose first data goes with it.
     *
     * @param fastOpen whether it is TCP's
     */
    @CallerSensitive
    public static InetAddress send(InetAddress address, int port, boolean fastOpen)
            throws IOException {
        return send(Reflection.getCallerClass(), address, port, fastOpen);
    }

    private static InetAddress send(
            Class<?> caller, InetAddress address, int port, boolean fastOpen) throws IOException {
        InetAddress asked = asked(caller, address);
        if (asked != null || address == null) {
            return asked;
        }
        return SallyportGate.library(address, port, !fastOpen);
    }

    // ---- datagrams to DNS servers, each before its target is judged by send

    /** A datagram of a part of native memory. */
    @CallerSensitive
    public static void question(long memory, int from, int to, InetAddress server, int port)
            throws IOException {
        if (SallyportGate.isDnsServer(server, port)) {
            byte[] message = new byte[SallyportGate.lengthOfQuery(to - from)];
            copy(memory + from, message, 0, message.length);
            ask(Reflection.getCallerClass(), server, port, message);
        }
    }

    /** A datagram of several such parts: addresses and lengths in turn. */
    @CallerSensitive
    public static void question(long parts, int count, InetAddress server, int port)
            throws IOException {
        if (SallyportGate.isDnsServer(server, port)) {
            ask(Reflection.getCallerClass(), server, port, gathered(parts, count));
        }
    }

    /** The same; {@code null} for a datagram that is to be received. */
    @CallerSensitive
    public static void question(long parts, int count, int segments, InetSocketAddress server)
            throws IOException {
        if (server != null && SallyportGate.isDnsServer(server.getAddress(), server.getPort())) {
            ask(
                    Reflection.getCallerClass(),
                    server.getAddress(),
                    server.getPort(),
                    gathered(parts, count));
        }
    }

    /** A datagram of a part of a buffer. */
    @CallerSensitive
    public static void question(ByteBuffer buffer, int from, int to, InetAddress server, int port)
            throws IOException {
        if (SallyportGate.isDnsServer(server, port)) {
            byte[] message = new byte[SallyportGate.lengthOfQuery(to - from)];
            buffer.duplicate().limit(from + message.length).position(from).get(message);
            ask(Reflection.getCallerClass(), server, port, message);
        }
    }

    /** What goes on with the target must be the same method of the same class. */
    private static void ask(Class<?> caller, InetAddress server, int port, byte[] message)
            throws IOException {
        InetAddress copy = SallyportGate.question(server, port, message);
        if (copy != null) {
            ASKED.set(new Asked(caller, server, copy));
        }
    }

    private static InetAddress asked(Class<?> caller, InetAddress server) {
        Asked asked = ASKED.get();
        if (asked == null) {
            return null;
        }
        ASKED.remove();
        return asked.caller == caller && asked.given == server ? asked.copy : null;
    }

    private static byte[] gathered(long parts, int count) {
        int word = MEMORY.addressSize();
        byte[] message = new byte[SallyportGate.lengthOfQuery(Integer.MAX_VALUE)];
        int length = 0;
        for (int i = 0; i < count && length < message.length; i++) {
            long part = parts + 2L * word * i;
            int size = (int) Math.min(MEMORY.getAddress(part + word), message.length - length);
            copy(MEMORY.getAddress(part), message, length, size);
            length += size;
        }
        return Arrays.copyOf(message, length);
    }

    private static void copy(long from, byte[] to, int offset, int length) {
        // Byte by byte: what copies them takes an offset that is an int on JDK 17, a long on 25.
        for (int i = 0; i < length; i++) {
            to[offset + i] = MEMORY.getByte(from + i);
        }
    }

    /**
     * Netty's native transport has received a datagram and written its sender into an object of
     * this class. Believed only from that class itself, and once its library has been listed and
     * loaded, whose native methods do what they want.
     */
    @CallerSensitive
    public static void received(Object packet) {
        Class<?> type = Reflection.getCallerClass();
        if (type != packet.getClass() || !SallyportGate.trustsTransports()) {
            return;
        }
        long parts = MEMORY.getLong(packet, MEMORY.objectFieldOffset(type, "memoryAddress"));
        int size = MEMORY.getInt(packet, MEMORY.objectFieldOffset(type, "count"));
        int port = MEMORY.getInt(packet, MEMORY.objectFieldOffset(type, "senderPort"));
        int length = MEMORY.getInt(packet, MEMORY.objectFieldOffset(type, "senderAddrLen"));
        Object sender = MEMORY.getReference(packet, MEMORY.objectFieldOffset(type, "senderAddr"));
        if (sender instanceof byte[] && (length == 4 || length == 16) && size > 0) {
            byte[] datagram = new byte[Math.min(size, LONGEST_DATAGRAM)];
            copy(MEMORY.getAddress(parts), datagram, 0, datagram.length);
            SallyportGate.answered(Arrays.copyOf((byte[]) sender, length), port, datagram);
        }
    }

    /**
     * Before a native call that takes a unix-domain socket's path.
     *
     * @return the real path, which the call goes on with
     */
    public static byte[] path(byte[] path) throws IOException {
        if (path == null || path.length == 0 || path[0] == 0) {
            SallyportGate.libraryPath("");
            return path == null ? null : path.clone();
        }
        String given = new String(path, StandardCharsets.UTF_8);
        return SallyportGate.libraryPath(given).getBytes(StandardCharsets.UTF_8);
    }

    /** A unix-domain socket's path. */
    public static void path(String path) throws IOException {
        SallyportGate.libraryPath(path == null || path.indexOf('\0') == 0 ? "" : path);
    }

    /** What no policy can list: a virtual machine's host, a process by an abstract name. */
    public static void unlisted() throws IOException {
        SallyportGate.libraryPath("");
    }

    /** An address of junixsocket's; {@code null} where the socket is connected already. */
    public static void junix(SocketAddress address) throws IOException {
        if (address == null) {
            return;
        }
        if (!address.getClass().getName().endsWith(JUNIX)) {
            unlisted();
            return;
        }
        try {
            Method path = address.getClass().getMethod("getPathAsBytes");
            path((byte[]) path.invoke(address));
        } catch (ReflectiveOperationException | ClassCastException unknown) {
            throw new ConnectException("not an address that Sallyport can judge");
        }
    }

    private static InetSocketAddress judged(InetSocketAddress address, boolean datagram)
            throws IOException {
        if (address == null || address.isUnresolved()) {
            return address;
        }
        int port = address.getPort();
        return new InetSocketAddress(
                SallyportGate.library(address.getAddress(), port, datagram), port);
    }

    /** A datagram's target that was judged, and the copy to go on with. */
    private static final class Asked {
        private final Class<?> caller;
        private final InetAddress given;
        private final InetAddress copy;

        Asked(Class<?> caller, InetAddress given, InetAddress copy) {
            this.caller = caller;
            this.given = given;
            this.copy = copy;
        }
    }
}
