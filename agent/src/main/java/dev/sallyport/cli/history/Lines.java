package dev.sallyport.cli.history;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The lines of one file after the other, as parts of one buffer: no line is copied, none is made a
 * text. A line that is longer than {@link #LONGEST} is passed over in pieces, so that a file
 * without line feeds takes no more memory than any other.
 */
final class Lines {
    /** Bytes; the agent's own have a few thousand. */
    static final int LONGEST = 256 * 1024;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    final byte[] bytes = new byte[4 * LONGEST];

    private InputStream in;
    private int end;
    private int from;
    private int to;
    private int next;
    private long number;
    private boolean tooLong;

    /** Begins with another file; closing it is the caller's. */
    void of(InputStream file) {
        in = file;
        end = 0;
        next = 0;
        number = 0;
    }

    /** Whether there is one more line; {@link #from}, {@link #to} and so on then speak of it. */
    boolean next() throws IOException {
        number++;
        tooLong = false;
        from = next;
        int searched = 0;
        for (to = lineFeed(from); to < 0; to = lineFeed(from + searched)) {
            searched = end - from;
            if (searched > LONGEST) {
                tooLong = true;
                from = end;
                searched = 0;
            }
            if (!fill()) {
                to = end;
                next = end;
                return to > from || tooLong;
            }
        }
        next = to + 1;
        tooLong |= to - from > LONGEST;
        return true;
    }

    /** More bytes behind those of the line that began, which moves to the front. */
    private boolean fill() throws IOException {
        System.arraycopy(bytes, from, bytes, 0, end - from);
        end -= from;
        from = 0;
        int read = in.read(bytes, end, bytes.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private int lineFeed(int start) {
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long differences = (long) EIGHT_BYTES.get(bytes, at) ^ LINE_FEEDS;
            long zeros = (differences - ONES) & ~differences & TOPS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Index in {@link #bytes} of the line's first byte. */
    int from() {
        return from;
    }

    /** Index behind the line's last byte, which is no line feed. */
    int to() {
        return to;
    }

    /** From 1. */
    long number() {
        return number;
    }

    /** Whether it is longer than {@link #LONGEST}; its bytes then are not all there. */
    boolean isTooLong() {
        return tooLong;
    }

    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }
}
