package dev.sallyport.harness.attribution;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds requests until a number of them are there at the same time, round after round. Then they
 * are answered one by one, each when the client has had the answer before it: over stdio the SDK's
 * server gives up an answer that others hold up for 100 ms, which spinning they do on a busy
 * machine (java-sdk issue 686).
 *
 * <p>Those that wait in vain, because a server has no thread for the rest, are let go after a
 * while: they, and the rest, were not in flight together, and it says how many they were.
 */
final class Gathering {
    private static final long PATIENCE_SECONDS = 10;

    private final CyclicBarrier all;
    private final Semaphore turn = new Semaphore(1);
    private final AtomicInteger inVain = new AtomicInteger();

    Gathering(int number) {
        all = new CyclicBarrier(number);
    }

    /** Waits for the others, and then for its turn. */
    void await() throws InterruptedException {
        try {
            all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | BrokenBarrierException e) {
            inVain.incrementAndGet();
        }
        turn.acquire();
    }

    /** The client has had an answer: the next one's turn. */
    void answered() {
        turn.release();
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
