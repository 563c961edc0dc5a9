package dev.sallyport.harness.attribution;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds requests until a number of them are there at the same time, round after round.
 *
 * <p>Those that wait in vain, because a server has no thread for the rest, are let go after a
 * while: they, and the rest, were not in flight together, and it says how many they were.
 */
final class Gathering {
    private static final long PATIENCE_SECONDS = 10;

    private final CyclicBarrier all;
    private final AtomicInteger inVain = new AtomicInteger();

    Gathering(int number) {
        all = new CyclicBarrier(number);
    }

    void await() throws InterruptedException {
        try {
            all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | BrokenBarrierException e) {
            inVain.incrementAndGet();
        }
    }

    /** Makes the next round possible after one in vain. All of this round have been answered. */
    void nextRound() {
        if (all.isBroken()) {
            all.reset();
        }
    }

    /** How many were let go though not all were there. */
    int inVain() {
        return inVain.get();
    }
}
