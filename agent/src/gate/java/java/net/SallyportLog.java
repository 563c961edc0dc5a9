package java.net;

import java.io.PrintStream;

/** A herald of a logging library: writes to the server's log. */
public interface SallyportLog extends SallyportHerald {
    /**
     * Writes a warning.
     *
     * @param facts names and values in turn
     * @param anywhere whether it may end up on stdout
     * @param stderr what {@code System.err} was as the JVM started
     * @return {@code null} where that was done; else why it was not
     */
    String log(String line, String[] facts, boolean anywhere, PrintStream stderr);
}
