package dev.sallyport.agent.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that have come and are not understood yet. */
final class Pending {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    Pending() {}

    private Pending(byte[] bytes) {
        this.bytes = bytes;
        this.to = bytes.length;
    }

    Pending copy() {
        return to == from ? new Pending() : new Pending(Arrays.copyOfRange(bytes, from, to));
    }

    /** Adds the first bytes of an array, which is nobody else's to change. */
    void add(byte[] more, int count) {
        if (from == to && count == more.length) {
            bytes = more;
            from = 0;
            to = count;
            return;
        }
        if (to + count > bytes.length) {
            byte[] larger = new byte[Math.max((to - from) * 2, to - from + count)];
            System.arraycopy(bytes, from, larger, 0, to - from);
            bytes = larger;
            to -= from;
            from = 0;
        }
        System.arraycopy(more, 0, bytes, to, count);
        to += count;
    }

    int size() {
        return to - from;
    }

    /** Forgets the first bytes. */
    void skip(int count) {
        from += count;
        if (from == to) {
            bytes = NOTHING;
            from = 0;
            to = 0;
        }
    }

    /** 0 to 255. */
    int at(int index) {
        return bytes[from + index] & 0xff;
    }

    /** Where a byte next is, or -1. */
    int indexOf(char wanted, int start) {
        byte[] in = bytes;
        for (int i = from + start; i < to; i++) {
            if (in[i] == wanted) {
                return i - from;
            }
        }
        return -1;
    }

    int u2(int index) {
        return at(index) << 8 | at(index + 1);
    }

    int u3(int index) {
        return at(index) << 16 | u2(index + 1);
    }

    byte[] bytes(int start, int end) {
        return Arrays.copyOfRange(bytes, from + start, from + end);
    }

    /** One char for each byte. */
    String text(int start, int end) {
        return new String(bytes, from + start, end - start, StandardCharsets.ISO_8859_1);
    }
}
