package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.Stderr;
import java.util.HashSet;
import java.util.Set;

/**
 * Lines on stderr, one for each violation. Clients show stderr to people as an error, so there is
 * an end to them; and a learning run, which refuses next to nothing, is silent.
 */
final class Notices {
    static final int MOST = 100;

    private final boolean silent;
    private final Set<String> told = new HashSet<>();

    Notices(boolean silent) {
        this.silent = silent;
    }

    /**
     * Tells of a denial.
     *
     * @param violation its id; the same one by another tool or caller is in the events alone
     */
    void denied(String violation, String line) {
        if (silent) {
            return;
        }
        int number;
        synchronized (told) {
            if (told.size() > MOST || !told.add(violation)) {
                return;
            }
            number = told.size();
        }
        if (number <= MOST) {
            Stderr.line(line);
        } else {
            Stderr.line("Sallyport: further violations are in the events only; sallyport review");
        }
    }
}
