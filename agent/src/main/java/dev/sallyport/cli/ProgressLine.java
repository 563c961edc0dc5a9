package dev.sallyport.cli;

import dev.sallyport.cli.history.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far the reading is, in one line on stderr that goes when it is done. Only where somebody
 * looks (stderr is a terminal) and there is something to wait for.
 */
final class ProgressLine implements Progress {
    /** Bytes; less is read before anybody wonders. */
    static final long WORTH_IT = 256 << 20;

    private static final int WIDTH = 30;
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private int shown = -1;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    /** One on this writer if it leads to a terminal, else none. */
    static Progress of(PrintWriter err) {
        return isTerminal() ? new ProgressLine(err) : Progress.NONE;
    }

    @Override
    public void at(long read, long total) {
        if (total < WORTH_IT) {
            return;
        }
        if (read >= total) {
            err.print("\r\u001b[K");
            err.flush();
            return;
        }
        int percent = (int) (read * 100 / total);
        if (percent != shown) {
            shown = percent;
            int done = percent * WIDTH / 100;
            err.print(
                    "\rReading events ["
                            + "#".repeat(done)
                            + " ".repeat(WIDTH - done)
                            + "] "
                            + percent
                            + " % of "
                            + total / MEGABYTE
                            + " MB");
            err.flush();
        }
    }

    /** The JDK tells of stdin and stdout alone. Where the system does not tell, nobody looks. */
    private static boolean isTerminal() {
        try {
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
