package java.net;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import sun.nio.ch.SallyportGate;

/**
 * What the hooked methods of libraries call that connect by native code of their own. It lies in
 * {@code java.net} because every class loader sees that package and none can put another class of
 * this name before it. Anyone may call these methods: they only check, and teach the guard nothing.
 */
public final class SallyportChecks {
    private static final String JUNIX = ".AFUNIXSocketAddress";

    /**
     * What this thread has had judged as UDP and is about to connect to by a method that TCP and
     * UDP share.
     */
    private static final ThreadLocal<InetSocketAddress> DATAGRAM = new ThreadLocal<>();

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
    public static InetSocketAddress send(InetSocketAddress address) throws IOException {
        return judged(address, true);
    }

    /** A datagram's target. */
    public static InetAddress send(InetAddress address, int port) throws IOException {
        return send(address, port, false);
    }

    /**
     * A datagram's target, or that of a connect whose first data goes with it.
     *
     * @param fastOpen whether it is TCP's
     */
    public static InetAddress send(InetAddress address, int port, boolean fastOpen)
            throws IOException {
        return address == null ? null : SallyportGate.library(address, port, !fastOpen);
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
}
