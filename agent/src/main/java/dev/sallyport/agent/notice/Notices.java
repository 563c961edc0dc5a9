package dev.sallyport.agent.notice;

import dev.sallyport.agent.record.Stderr;
import java.util.HashSet;
import java.util.Set;

/**
 * Lines on stderr or in the server's log, one for each violation. Clients show stderr to people as
 * an error, so there is an end to them; and a learning run, which refuses next to nothing, is
 * silent.
 */
public final class Notices {
    public static final int MOST = 100;

    private final boolean silent;
    private final ServerLog log;
    private final Set<String> told = new HashSet<>();

    /**
     * Of one run.
     *
     * @param log where they go if it takes them; {@code null} for stderr
     */
    public Notices(boolean silent, ServerLog log) {
        this.silent = silent;
        this.log = log;
    }

    /** Tells of a denial; the same one by another tool or caller is in the events alone. */
    public void denied(Notice notice) {
        if (silent) {
            return;
        }
        int number;
        synchronized (told) {
            if (told.size() > MOST || !told.add(notice.violation())) {
                return;
            }
            number = told.size();
        }
        tell(
                number <= MOST
                        ? notice
                        : new Notice(
                                null,
                                "Sallyport: further violations are in the events only; sallyport"
                                        + " review"));
    }

    private void tell(Notice notice) {
        if (log == null || !log.take(notice)) {
            Stderr.line(notice.line());
        }
    }
}
