package dev.sallyport.agent.record;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.RunEvent;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * The files of this process's events, one after the other: none grows without a bound, so that what
 * is done with can be compacted. A line is in the kernel's hands when {@code write} returns.
 *
 * <p>Written through {@link FileOutputStream}: a {@code FileChannel} closes for good when the
 * writing thread is interrupted. Not safe for use by several threads; {@link Recorder} holds its
 * lock.
 */
final class EventLog implements OwnFiles.Work {
    private final long pid;
    private final long longest;
    private final OwnFiles ownFiles;
    private volatile File file;
    private FileOutputStream out;
    private RandomAccessFile claim;
    private long written;
    private boolean failing;
    private boolean torn;

    /**
     * A log.
     *
     * @param file the first one
     * @param longest bytes after which the next one is begun
     */
    EventLog(File file, long pid, long longest, OwnFiles ownFiles) {
        this.file = file;
        this.pid = pid;
        this.longest = longest;
        this.ownFiles = ownFiles;
    }

    /** The one that is being written. */
    File file() {
        return file;
    }

    /** Whether the last line could not be written. */
    boolean isFailing() {
        return failing;
    }

    /** Claims the file where that is not done. Not in premain: it would load a dozen classes. */
    void claim() {
        if (claim == null && out != null) {
            try {
                claim = FileClaim.on(file, ownFiles);
            } catch (IOException unlockable) {
                // A file system without locks: the process's number is in the name.
            }
        }
    }

    /** Whether the line was written; if not, stderr was told the first time. */
    boolean write(Event event) {
        return write(EventWriter.line(event));
    }

    boolean write(RunEvent event) {
        return write(EventWriter.line(event));
    }

    private boolean write(String line) {
        try {
            if (written > longest) {
                begin(EventFile.next(file.getParentFile(), pid, file));
            }
            if (out == null) {
                ownFiles.write(this);
            }
            // What a full disk cut short must not swallow the next line as well.
            out.write((torn ? "\n" + line : line).getBytes(StandardCharsets.US_ASCII));
            torn = false;
            written += line.length();
            failing = false;
            return true;
        } catch (IOException full) {
            torn = out != null;
            if (!failing) {
                failing = true;
                Stderr.line(
                        "Sallyport cannot write events to "
                                + file
                                + " ("
                                + full.getMessage()
                                + "); it goes on guarding and keeps the counts in memory");
            }
            return false;
        }
    }

    private void begin(File next) throws IOException {
        out.close();
        out = null;
        if (claim != null) {
            claim.close();
            claim = null;
        }
        file = next;
        written = 0;
    }

    /** Opens the file. */
    @Override
    public void run() throws IOException {
        Home.makePrivateFolder(file.getParentFile());
        out = new FileOutputStream(file, true);
        Home.makePrivate(file);
    }
}
