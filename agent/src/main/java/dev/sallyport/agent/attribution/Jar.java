package dev.sallyport.agent.attribution;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.event.Library;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One place that classes come from, and what was read of it, once: a jar that is replaced while the
 * server runs is still the one that its classes were loaded from.
 */
final class Jar {
    /**
     * Bytes that a connecting thread hashes by itself: at most 40 ms in a JVM that has just
     * started, 14 ms later. Nearly every library is smaller; the rest waits for Sallyport's own
     * thread.
     */
    static final long BIGGEST_AT_ONCE = 2L << 20;

    /** Bytes; what is bigger is no jar, and would keep that thread from its work. */
    private static final long BIGGEST = 1L << 30;

    private static final int PIECE = 1 << 16;

    private final Location.OnDisk at;
    // Not synchronized: that would pin a virtual thread's carrier on JDK 21.
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean read;
    private volatile boolean unhashed;
    private volatile Library library;

    Jar(Location.OnDisk at) {
        this.at = at;
    }

    /** What is known by now; {@code null} where there is neither a jar nor a folder. */
    Library library() {
        if (!read) {
            lock.lock();
            try {
                if (!read) {
                    library = describe();
                    read = true;
                }
            } finally {
                lock.unlock();
            }
        }
        return library;
    }

    /** Whether the hash has been left for {@link #hash}. */
    boolean isUnhashed() {
        return unhashed;
    }

    /** Hashes what is too big for a connecting thread. */
    void hash() {
        lock.lock();
        try (RandomAccessFile in = new RandomAccessFile(at.file(), "r")) {
            if (unhashed) {
                Zip zip = zip(in);
                String hash = hash(in, zip.start(), zip.length());
                library = new Library(library.jar(), library.coordinates(), hash);
            }
        } catch (IOException | RuntimeException unreadable) {
            // It goes without, as it has until now.
            return;
        } finally {
            unhashed = false;
            lock.unlock();
        }
    }

    private Library describe() {
        File file = at.file();
        if (file.isDirectory()) {
            return new Library(at.name(), null, null);
        }
        // Neither a device nor a file of /proc, which might never end.
        if (!file.isFile() || file.length() == 0) {
            return null;
        }
        String coordinates = null;
        String hash = null;
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            Zip zip = zip(in);
            unhashed = zip.length() > BIGGEST_AT_ONCE && zip.length() <= BIGGEST;
            hash = zip.length() > BIGGEST_AT_ONCE ? null : hash(in, zip.start(), zip.length());
            coordinates = Coordinates.of(zip, at.name(), isOfQuarkus(file));
        } catch (IOException | RuntimeException unreadable) {
            // Whatever is broken in it: its name is known all the same.
            coordinates = null;
        }
        return new Library(at.name(), coordinates, hash);
    }

    private Zip zip(RandomAccessFile in) throws IOException {
        Zip outer = new Zip(in);
        if (at.inner() == null) {
            return outer;
        }
        int entry = outer.find(at.inner());
        if (entry < 0) {
            throw new IOException("no such entry");
        }
        return outer.inner(entry);
    }

    /** Whether it lies in {@code lib/main} or {@code lib/boot}. */
    private static boolean isOfQuarkus(File file) {
        File folder = file.getParentFile();
        File above = folder == null ? null : folder.getParentFile();
        return above != null
                && above.getName().equals("lib")
                && (folder.getName().equals("main") || folder.getName().equals("boot"));
    }

    private static String hash(RandomAccessFile in, long start, long length) throws IOException {
        Sha256 hash = new Sha256();
        byte[] piece = new byte[PIECE];
        in.seek(start);
        for (long left = length; left > 0; ) {
            int got = in.read(piece, 0, (int) Math.min(left, PIECE));
            if (got < 0) {
                throw new IOException("it has become shorter");
            }
            hash.update(piece, got);
            left -= got;
        }
        return hash.hex();
    }
}
