package sun.nio.ch;

import dev.sallyport.agent.gate.Query;
import dev.sallyport.agent.gate.Sentry;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.Reflection;

/**
 * Datagrams of {@code DatagramChannel} and {@code DatagramSocket}: where they go is judged, or, on
 * their way to a DNS server, what they ask; and the servers' answers are read.
 *
 * <p>The buffers are the application's, which may change them between check and use. So what goes
 * to a DNS server is copied before it is judged and sent from the copy, and a socket that waits for
 * an answer receives into memory of its own, from which it is handed on. The JDK's locks see to it
 * that a channel has one writer and one reader.
 *
 * <p>Sockets that have nothing to do with a DNS server cost a look at a field.
 */
public final class SallyportDatagrams {
    private static final Unsafe MEMORY = Unsafe.getUnsafe();

    /** By descriptor, for as long as somebody else holds on to it. */
    private static final Map<FileDescriptor, SallyportSocket> SOCKETS = new WeakHashMap<>();

    private static volatile boolean any;

    /** All those of libraries that send and receive by native code of their own. */
    private static final SallyportSocket NATIVE = new SallyportSocket();

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportDatagrams.class, everything);
        Reflection.registerMethodsToFilter(SallyportDatagrams.class, everything);
        Reflection.registerFieldsToFilter(SallyportSocket.class, everything);
        Reflection.registerMethodsToFilter(SallyportSocket.class, everything);
    }

    private SallyportDatagrams() {}

    private static SallyportSocket find(FileDescriptor descriptor) {
        if (!any) {
            return null;
        }
        synchronized (SOCKETS) {
            return SOCKETS.get(descriptor);
        }
    }

    private static SallyportSocket settle(FileDescriptor descriptor) {
        synchronized (SOCKETS) {
            SallyportSocket socket = SOCKETS.get(descriptor);
            if (socket == null) {
                socket = new SallyportSocket();
                SOCKETS.put(descriptor, socket);
                any = true;
            }
            return socket;
        }
    }

    // ---- to where a datagram goes that says so itself

    /** Entry of {@code sendFromNativeBuffer}: goes on with a private copy of the target, judged. */
    public static InetSocketAddress target(
            FileDescriptor descriptor, ByteBuffer payload, InetSocketAddress target)
            throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard == null || target == null || target.getAddress() == null) {
            return target;
        }
        InetAddress address = SallyportGate.copy(target.getAddress(), null);
        int port = target.getPort();
        byte[] server = address.getAddress();
        if (guard.isDnsServer(server, port)) {
            byte[] message = SallyportSocket.message(payload);
            Query query = message == null ? null : guard.query(server, port, message);
            if (query != null) {
                refuse(query.refusal());
                settle(descriptor).send(payload, message, query, server, port);
                return new InetSocketAddress(address, port);
            }
        }
        SallyportSocket socket = find(descriptor);
        if (socket != null) {
            socket.sendOther();
        }
        String claim = SallyportGate.claim(target.getAddress());
        refuse(guard.connect(server, port, claim, Sentry.UDP));
        return new InetSocketAddress(address, port);
    }

    /** The same, after {@link #target}: goes on with what was judged. */
    public static ByteBuffer payload(FileDescriptor descriptor, ByteBuffer payload) {
        SallyportSocket socket = find(descriptor);
        return socket == null ? payload : socket.outgoing(payload);
    }

    /** Return of {@code sendFromNativeBuffer}. */
    public static int sent(int count, FileDescriptor descriptor, ByteBuffer payload) {
        SallyportSocket socket = find(descriptor);
        if (socket != null) {
            socket.sent(payload, count);
        }
        return count;
    }

    // ---- to where the channel is connected

    /** A channel is connected to a DNS server: each datagram will be judged by itself. */
    static void connected(FileDescriptor descriptor, InetAddress server, int port, String claim) {
        settle(descriptor).connect(server.getAddress(), port, claim);
    }

    /** It is connected to somebody else, who was judged. */
    static void connected(FileDescriptor descriptor) {
        SallyportSocket socket = find(descriptor);
        if (socket != null) {
            socket.connect(null, 0, null);
        }
    }

    /** In place of {@code IOUtil.write} in {@code DatagramChannelImpl}. */
    public static int write(
            FileDescriptor descriptor, ByteBuffer from, long at, NativeDispatcher dispatcher)
            throws IOException {
        SallyportSocket socket = find(descriptor);
        ByteBuffer judged = socket == null ? null : judged(socket, new ByteBuffer[] {from}, 0, 1);
        if (judged == null) {
            return IOUtil.write(descriptor, from, at, dispatcher);
        }
        int count = IOUtil.write(descriptor, judged, at, dispatcher);
        if (count > 0) {
            from.position(from.limit());
        }
        return count;
    }

    /** The same of several buffers, which make one datagram. */
    public static long write(
            FileDescriptor descriptor,
            ByteBuffer[] from,
            int offset,
            int length,
            NativeDispatcher dispatcher)
            throws IOException {
        SallyportSocket socket = find(descriptor);
        ByteBuffer judged = socket == null ? null : judged(socket, from, offset, length);
        if (judged == null) {
            return IOUtil.write(descriptor, from, offset, length, dispatcher);
        }
        int count = IOUtil.write(descriptor, judged, -1, dispatcher);
        for (int i = offset; count > 0 && i < offset + length; i++) {
            from[i].position(from[i].limit());
        }
        return count;
    }

    /** The query to send in the buffers' place; {@code null} to send what is in them. */
    private static ByteBuffer judged(
            SallyportSocket socket, ByteBuffer[] from, int offset, int length) throws IOException {
        byte[] server = socket.server();
        if (server == null) {
            return null;
        }
        Sentry guard = SallyportGate.sentry();
        byte[] message = SallyportSocket.message(from, offset, length);
        Query query = message == null ? null : guard.query(server, socket.port(), message);
        if (query == null) {
            refuse(guard.connect(server, socket.port(), socket.claim(), Sentry.UDP));
            return null;
        }
        refuse(query.refusal());
        return socket.send(null, message, query, server, socket.port());
    }

    private static void refuse(String refusal) throws SocketException {
        if (refusal != null) {
            throw new SocketException(refusal);
        }
    }

    // ---- what comes back

    /** Entry of {@code DatagramChannelImpl.receive(ByteBuffer, boolean)}. */
    public static ByteBuffer room(Object channel, ByteBuffer into) {
        SallyportSocket socket = find(((DatagramChannelImpl) channel).getFD());
        return socket == null ? into : socket.room(into);
    }

    /**
     * Its return.
     *
     * @param into what {@link #room} gave
     * @param connected whether the channel is: then nobody else's datagrams arrive
     */
    public static int received(int count, Object channel, ByteBuffer into, boolean connected)
            throws IOException {
        SallyportSocket socket = find(((DatagramChannelImpl) channel).getFD());
        if (socket != null && socket.isRoom(into)) {
            InetSocketAddress sender = count <= 0 || connected ? null : sender(channel);
            byte[] address = sender == null ? socket.server() : sender.getAddress().getAddress();
            int port = sender == null ? socket.port() : sender.getPort();
            socket.receive(count, address, port);
        }
        return count;
    }

    /** As the kernel has written it into memory that nobody but the JDK knows. */
    private static InetSocketAddress sender(Object channel) throws SocketException {
        long field = MEMORY.objectFieldOffset(DatagramChannelImpl.class, "sourceSockAddr");
        return ((NativeSocketAddress) MEMORY.getReference(channel, field)).decode();
    }

    /**
     * In place of {@code IOUtil.read} in {@code DatagramChannelImpl}, which is connected. What is
     * read into several buffers binds nothing; no resolver does so.
     */
    public static int read(
            FileDescriptor descriptor, ByteBuffer into, long at, NativeDispatcher dispatcher)
            throws IOException {
        SallyportSocket socket = find(descriptor);
        ByteBuffer room = socket == null || into.isReadOnly() ? into : socket.room(into);
        int count = IOUtil.read(descriptor, room, at, dispatcher);
        if (room != into) {
            socket.receive(count, socket.server(), socket.port());
        }
        return count;
    }

    /** Return of {@code bindInternal}. */
    public static void bound(Object channel) throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard != null) {
            InetSocketAddress local = Net.localAddress(((DatagramChannelImpl) channel).getFD());
            guard.bound(local.getAddress().getAddress(), local.getPort());
        }
    }

    /** Entry of the second stack's {@code bind}: goes on with a private copy of the address. */
    public static InetAddress plainBound(int port, InetAddress address) throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard == null || address == null) {
            return address;
        }
        InetAddress own = SallyportGate.copy(address, null);
        guard.bound(own.getAddress(), port);
        return own;
    }

    // ---- libraries that send and receive by native code of their own

    /**
     * A query is about to leave.
     *
     * @return the server; {@code null} where it is no plain query
     */
    static InetAddress ask(Sentry guard, InetAddress server, int port, byte[] message)
            throws SocketException {
        byte[] address = server.getAddress();
        Query query = guard.query(address, port, message);
        if (query == null) {
            return null;
        }
        refuse(query.refusal());
        NATIVE.await(query, address, port);
        return server;
    }

    static void answered(byte[] sender, int port, byte[] datagram) {
        NATIVE.answer(datagram, sender, port);
    }
}
