package sun.nio.ch;

import dev.sallyport.agent.gate.Stream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Set;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.Reflection;

/**
 * What leaves on TCP connections that are still listened to. Hooked writes of the JDK call it; a
 * connection that has said what it is for costs one look into an array.
 *
 * <p>What was heard is what leaves: the native code gets a copy, because the application may change
 * its own memory after it was read here. The JDK lets one thread at a time write to a connection.
 */
public final class SallyportWire {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final JavaIOFileDescriptorAccess DESCRIPTORS =
            SharedSecrets.getJavaIOFileDescriptorAccess();

    private static final long FIRST_BYTE = firstByte();

    /** Not the class, whose monitor anyone can hold. */
    private static final Object CHANGING = new Object();

    /** Above ASCII: no such byte can complete a name that is any other than without it. */
    private static final int NO_LETTER = 0x80;

    /** Larger buffers are made anew: most writes to a connection that is listened to are heads. */
    private static final int KEPT = 1 << 14;

    /** By descriptor number. Their places are written under the lock, and read without. */
    private static volatile Connection[] connections = new Connection[64];

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportWire.class, everything);
        Reflection.registerMethodsToFilter(SallyportWire.class, everything);
        Reflection.registerFieldsToFilter(Connection.class, everything);
    }

    private SallyportWire() {}

    /** Where the bytes of an array begin; the JDK says it as an int until 24, then as a long. */
    private static long firstByte() {
        try {
            Object offset =
                    Unsafe.class
                            .getMethod("arrayBaseOffset", Class.class)
                            .invoke(UNSAFE, byte[].class);
            return ((Number) offset).longValue();
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    /** A connection was let go and is about to be made; what is said on it is listened to. */
    static void open(FileDescriptor descriptor, Stream stream) {
        int number = DESCRIPTORS.get(descriptor);
        if (number < 0) {
            return;
        }
        synchronized (CHANGING) {
            Connection[] known = connections;
            if (number >= known.length) {
                known = Arrays.copyOf(known, Math.max(number + 1, known.length * 2));
            }
            known[number] = new Connection(descriptor, stream);
            connections = known;
        }
    }

    // ---- called by hooks

    /**
     * Entry of {@code SocketDispatcher.write}.
     *
     * @return where the bytes are that may leave
     */
    public static long write(FileDescriptor descriptor, long address, int length)
            throws IOException {
        Connection connection = find(descriptor);
        return connection == null || connection.mayPass(length)
                ? address
                : connection.heard(address, length);
    }

    /** Entry of {@code SocketDispatcher.writev}: the same for an array of struct iovec. */
    public static long writev(FileDescriptor descriptor, long vector, int count)
            throws IOException {
        Connection connection = find(descriptor);
        if (connection == null) {
            return vector;
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length += size(vector, i);
        }
        return connection.mayPass(length) ? vector : connection.heardAll(vector, count, length);
    }

    /** Return of {@code SocketDispatcher.write}. */
    public static int written(int count, FileDescriptor descriptor) {
        written((long) count, descriptor);
        return count;
    }

    /** Return of {@code SocketDispatcher.writev}. */
    public static long written(long count, FileDescriptor descriptor) {
        Connection connection = find(descriptor);
        if (connection != null && count > 0) {
            connection.left(count);
        }
        return count;
    }

    /**
     * Entry of {@code SocketDispatcher.read} and {@code SocketInputStream.socketRead}: some who
     * write do not look at exceptions, and would wait for an answer to what never left.
     */
    public static void read(FileDescriptor descriptor) throws IOException {
        Connection connection = find(descriptor);
        if (connection != null && connection.refused != null) {
            throw new SocketException(connection.refused);
        }
    }

    /** Takes the place of {@code Net.sendOOB}, whose byte some servers take for one of the rest. */
    public static int urgent(FileDescriptor descriptor, byte data) throws IOException {
        refuseUrgent(descriptor, data);
        return Net.sendOOB(descriptor, data);
    }

    /** Entry of {@code AbstractPlainSocketImpl.sendUrgentData} (JDK 17). */
    public static void plainUrgent(SocketImpl socket, int data) throws IOException {
        refuseUrgent(SallyportGate.descriptor(socket), data);
    }

    /** Entry of {@code SocketOutputStream.socketWrite} (JDK 17), which sends all or fails. */
    public static byte[] plainWrite(FileOutputStream out, byte[] bytes, int offset, int length)
            throws IOException {
        Connection connection = find(out.getFD());
        if (connection == null
                || bytes == null
                || offset < 0
                || length <= 0
                || length > bytes.length - offset) {
            return bytes;
        }
        byte[] copy = new byte[offset + length];
        System.arraycopy(bytes, offset, copy, offset, length);
        if (!connection.mayPass(length)) {
            connection.refuse(Arrays.copyOfRange(copy, offset, offset + length));
        }
        connection.left(length);
        return copy;
    }

    /**
     * Entry of {@code FileChannelImpl.transferTo}: to a connection that is listened to a file goes
     * by ordinary writes. Whether there is a connection yet is asked first: who gets it meanwhile
     * would be nobody's to listen to.
     */
    public static WritableByteChannel transfer(WritableByteChannel target) {
        WritableByteChannel way = SallyportTransfer.ordinary(target);
        return way instanceof SocketChannelImpl && find(((SocketChannelImpl) way).getFD()) != null
                ? new SallyportTransfer(way)
                : way;
    }

    // ---- inside

    private static void refuseUrgent(FileDescriptor descriptor, int data) throws IOException {
        if ((data & 0xff) < NO_LETTER && find(descriptor) != null) {
            throw new SocketException(
                    "Sallyport refused urgent data: the connection has not said what it is for");
        }
    }

    private static Connection find(FileDescriptor descriptor) {
        Connection[] known = connections;
        int number = descriptor == null ? -1 : DESCRIPTORS.get(descriptor);
        if (number < 0 || number >= known.length) {
            return null;
        }
        Connection connection = known[number];
        // Numbers are used again.
        return connection != null && connection.refersTo(descriptor) ? connection : null;
    }

    private static long entry(long vector, int index) {
        return vector + (long) index * 2 * UNSAFE.addressSize();
    }

    private static long size(long vector, int index) {
        return UNSAFE.getAddress(entry(vector, index) + UNSAFE.addressSize());
    }

    /** One that is listened to. */
    private static final class Connection extends WeakReference<FileDescriptor> {
        private final Stream stream;

        /** Why nothing leaves any more. */
        private volatile String refused;

        /** What may be leaving now: native code does not keep it from being collected. */
        private ByteBuffer leaving;

        Connection(FileDescriptor descriptor, Stream stream) {
            super(descriptor);
            this.stream = stream;
        }

        /** Whether the next bytes may leave unheard. */
        boolean mayPass(long length) {
            return stream.unread() >= length;
        }

        void left(long count) {
            stream.left(count);
            if (leaving != null && leaving.capacity() > KEPT) {
                leaving = null;
            }
            if (stream.unread() == Stream.REST) {
                forget();
            }
        }

        private void forget() {
            FileDescriptor descriptor = get();
            int number = descriptor == null ? -1 : DESCRIPTORS.get(descriptor);
            synchronized (CHANGING) {
                Connection[] known = connections;
                if (number >= 0 && number < known.length && known[number] == this) {
                    known[number] = null;
                }
            }
        }

        void refuse(byte[] bytes) throws IOException {
            String refusal = stream.offer(bytes);
            if (refusal != null) {
                refused = refusal;
                throw new SocketException(refusal);
            }
        }

        long heard(long address, int length) throws IOException {
            byte[] bytes = new byte[length];
            copy(address, bytes, 0, length);
            // The hearer may keep the array, but not change it.
            refuse(bytes);
            return put(bytes, 0);
        }

        long heardAll(long vector, int count, long length) throws IOException {
            byte[] bytes = new byte[Math.toIntExact(length)];
            int at = 0;
            for (int i = 0; i < count; i++) {
                // Once more from there: what is written must be what was counted.
                int size = (int) Math.min(size(vector, i), bytes.length - at);
                copy(UNSAFE.getAddress(entry(vector, i)), bytes, at, size);
                at += size;
            }
            refuse(bytes);
            int head = count * 2 * UNSAFE.addressSize();
            long base = put(bytes, head);
            for (int i = 0; i < count; i++) {
                UNSAFE.putAddress(entry(base, i), base + head);
                UNSAFE.putAddress(entry(base, i) + UNSAFE.addressSize(), i == 0 ? length : 0);
            }
            return base;
        }

        private long put(byte[] bytes, int offset) {
            if (leaving == null || leaving.capacity() < offset + bytes.length) {
                leaving = ByteBuffer.allocateDirect(offset + bytes.length);
            }
            leaving.clear().position(offset);
            leaving.put(bytes);
            return ((DirectBuffer) leaving).address();
        }

        private static void copy(long address, byte[] to, int at, int count) {
            UNSAFE.copyMemory(null, address, to, FIRST_BYTE + at, count);
        }
    }
}
