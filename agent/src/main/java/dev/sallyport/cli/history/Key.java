package dev.sallyport.cli.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A key to be found in a line, with what stands before and behind it; eight bytes at a time. */
final class Key {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final long head;
    private final long mask;

    /**
     * A key as it stands in a line.
     *
     * @param text ASCII
     */
    Key(String text) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] first = new byte[Long.BYTES];
        System.arraycopy(bytes, 0, first, 0, Math.min(bytes.length, Long.BYTES));
        head = (long) EIGHT_BYTES.get(first, 0);
        mask = bytes.length >= Long.BYTES ? -1 : (1L << (bytes.length * Byte.SIZE)) - 1;
    }

    /** Index of the first byte behind the key, or -1 where it is not between the two. */
    int endIn(byte[] line, int from, int to) {
        int last = to - Math.max(bytes.length, Long.BYTES);
        for (int at = from; at <= last; at++) {
            if (((long) EIGHT_BYTES.get(line, at) & mask) == head && isAt(line, at)) {
                return at + bytes.length;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] line, int at) {
        for (int i = Long.BYTES; i < bytes.length; i++) {
            if (line[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
