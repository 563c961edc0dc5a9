package dev.sallyport.agent.record;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Says that a file of events is being written. The lock tells other containers that share the
 * folder, whose processes cannot be seen; the process's number, which is part of the file's name,
 * tells where the lock is lost (the JDK closes the channel of a thread that is interrupted, which
 * is why nothing is ever written through it). Either one keeps a file from being compacted.
 */
final class FileClaim {
    private FileClaim() {}

    /**
     * Claims a file, until {@link RandomAccessFile#close}.
     *
     * @return {@code null} where it is somebody else's
     */
    static RandomAccessFile on(File file, OwnFiles ownFiles) throws IOException {
        Opened opened = new Opened(file);
        ownFiles.write(opened);
        FileLock lock = null;
        try {
            lock = opened.open.getChannel().tryLock();
        } catch (OverlappingFileLockException ownOne) {
            // This process writes it.
        } catch (ClosedByInterruptException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (lock == null) {
            opened.open.close();
            return null;
        }
        return opened.open;
    }

    /** Whether the process that the file's name tells of is there, or another of its number. */
    static boolean isAlive(long pid) {
        if (new File("/proc/self").exists()) {
            return new File("/proc", Long.toString(pid)).exists();
        }
        return ProcessHandle.of(pid).isPresent();
    }

    private static final class Opened implements OwnFiles.Work {
        private final File file;
        private RandomAccessFile open;

        Opened(File file) {
            this.file = file;
        }

        @Override
        public void run() throws IOException {
            open = new RandomAccessFile(file, "rw");
        }
    }
}
