package dev.sallyport.agent.attribution;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A jar's entries by its central directory (PKWARE's APPNOTE 4.3), as a part of a file: a jar that
 * lies uncompressed within another one, as Spring Boot packs them, is read in its place. {@code
 * ZipFile} would have to unpack it first.
 */
final class Zip {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** 300,000 entries of ordinary names; more is not read. */
    private static final int BIGGEST_DIRECTORY = 32 << 20;

    private final RandomAccessFile file;
    private final long start;
    private final long length;
    private final byte[] directory;

    /** Where offsets count from: a launch script may stand before the first entry. */
    private final long origin;

    /** The whole of a file, which stays open for as long as this is used. */
    Zip(RandomAccessFile file) throws IOException {
        this(file, 0, file.length());
    }

    private Zip(RandomAccessFile file, long start, long length) throws IOException {
        this.file = file;
        this.start = start;
        this.length = length;
        int tailSize = (int) Math.min(length, END_SIZE + LONGEST_COMMENT);
        byte[] tail = bytes(start + length - tailSize, tailSize);
        int end = tailSize - END_SIZE;
        while (end >= 0
                && (int32(tail, end) != END || end + END_SIZE + int16(tail, end + 20) > tailSize)) {
            end--;
        }
        if (end < 0) {
            throw new IOException("no jar");
        }
        long size = int32(tail, end + 12) & 0xffff_ffffL;
        long offset = int32(tail, end + 16) & 0xffff_ffffL;
        long at = start + length - tailSize + end - size;
        if (size > BIGGEST_DIRECTORY || at < start) {
            throw new IOException("its directory is too big");
        }
        // Behind the directory of a jar with very many entries stands a second end record.
        boolean apart = size >= CENTRAL_SIZE && int32(bytes(at, CENTRAL_SIZE), 0) != CENTRAL;
        directory = bytes(apart ? start + offset : at, (int) size);
        origin = apart ? start : at - offset;
    }

    /** Where this begins in the file. */
    long start() {
        return start;
    }

    /** In bytes. */
    long length() {
        return length;
    }

    /** The entry of a name, as the other methods take it; -1 if there is none. */
    int find(String name) {
        for (int entry = 0; isEntry(entry); entry = next(entry)) {
            if (nameLength(entry) == name.length() && name.equals(name(entry))) {
                return entry;
            }
        }
        return -1;
    }

    /** The names of all entries that begin and end so. */
    List<String> names(String beginning, String end) {
        List<String> names = new ArrayList<>();
        for (int entry = 0; isEntry(entry); entry = next(entry)) {
            if (directory[entry + CENTRAL_SIZE] == beginning.charAt(0)) {
                String name = name(entry);
                if (name.startsWith(beginning) && name.endsWith(end)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /**
     * What an entry holds.
     *
     * @param most bytes; of a longer one that many
     */
    byte[] read(int entry, int most) throws IOException {
        int method = int16(directory, entry + 10);
        int packed = (int) Math.min(int32(directory, entry + 20) & 0xffff_ffffL, 2L * most);
        int size = (int) Math.min(int32(directory, entry + 24) & 0xffff_ffffL, most);
        if (method == STORED) {
            return bytes(content(entry), size);
        }
        if (method != DEFLATED) {
            throw new IOException("packed by another method");
        }
        byte[] out = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            // The byte more is what Inflater asks for where there is no header.
            byte[] in = new byte[packed + 1];
            System.arraycopy(bytes(content(entry), packed), 0, in, 0, packed);
            inflater.setInput(in);
            int filled = 0;
            int got = size == 0 ? 0 : inflater.inflate(out, 0, size);
            while (got > 0) {
                filled += got;
                got = filled < size ? inflater.inflate(out, filled, size - filled) : 0;
            }
            return out;
        } catch (DataFormatException broken) {
            throw new IOException(broken);
        } finally {
            inflater.end();
        }
    }

    /** The jar that an entry is; it must not be compressed. */
    Zip inner(int entry) throws IOException {
        if (int16(directory, entry + 10) != STORED) {
            throw new IOException("compressed");
        }
        return new Zip(file, content(entry), int32(directory, entry + 24) & 0xffff_ffffL);
    }

    /** Some bytes of the file, from its very beginning. */
    private byte[] bytes(long from, int count) throws IOException {
        if (from < start || from + count > start + length) {
            throw new IOException("no jar");
        }
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private long content(int entry) throws IOException {
        long local = origin + (int32(directory, entry + 42) & 0xffff_ffffL);
        byte[] header = bytes(local, LOCAL_SIZE);
        return local + LOCAL_SIZE + int16(header, 26) + int16(header, 28);
    }

    private boolean isEntry(int at) {
        return at + CENTRAL_SIZE < directory.length
                && int32(directory, at) == CENTRAL
                && next(at) <= directory.length;
    }

    private int next(int entry) {
        return entry
                + CENTRAL_SIZE
                + nameLength(entry)
                + int16(directory, entry + 30)
                + int16(directory, entry + 32);
    }

    private int nameLength(int entry) {
        return int16(directory, entry + 28);
    }

    private String name(int entry) {
        return new String(
                directory, entry + CENTRAL_SIZE, nameLength(entry), StandardCharsets.UTF_8);
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }
}
