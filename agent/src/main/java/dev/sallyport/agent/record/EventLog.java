package dev.sallyport.agent.record;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.RunEvent;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The file of this process's events. A line is in the kernel's hands when {@code write} returns.
 *
 * <p>Written through {@link FileOutputStream}: a {@code FileChannel} closes for good when the
 * writing thread is interrupted. Not safe for use by several threads; {@link Recorder} holds its
 * lock.
 */
final class EventLog implements OwnFiles.Work {
    private final File file;
    private final OwnFiles ownFiles;
    private FileOutputStream out;
    private boolean failing;
    private boolean torn;

    EventLog(File file, OwnFiles ownFiles) {
        this.file = file;
        this.ownFiles = ownFiles;
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
            if (out == null) {
                ownFiles.write(this);
            }
            // What a full disk cut short must not swallow the next line as well.
            out.write((torn ? "\n" + line : line).getBytes(StandardCharsets.US_ASCII));
            torn = false;
            if (failing) {
                failing = false;
                Stderr.line("Sallyport writes events again: " + file);
            }
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

    /** Opens the file. */
    @Override
    public void run() throws IOException {
        Home.makePrivateFolder(file.getParentFile());
        out = new FileOutputStream(file, true);
        Home.makePrivate(file);
    }
}
