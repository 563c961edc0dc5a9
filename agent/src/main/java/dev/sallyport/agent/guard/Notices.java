package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.Stderr;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lines on stderr, one for each kind of violation. Clients show stderr to people as an error, so
 * there is an end to them; and a learning run, which refuses next to nothing, is silent.
 */
final class Notices {
    static final int MOST = 100;

    private final boolean silent;
    private final AtomicInteger given = new AtomicInteger();

    Notices(boolean silent) {
        this.silent = silent;
    }

    void denied(String line) {
        if (silent) {
            return;
        }
        int number = given.incrementAndGet();
        if (number <= MOST) {
            Stderr.line(line);
        } else if (number == MOST + 1) {
            Stderr.line("Sallyport: further violations are in the events only; sallyport review");
        }
    }
}
