package dev.sallyport.agent.guard;

import java.util.concurrent.atomic.LongAdder;

/** How often something was done, and how long it took in total. */
final class Stopwatch {
    private final LongAdder times = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long duration) {
        times.increment();
        nanos.add(duration);
    }

    long times() {
        return times.sum();
    }

    long nanos() {
        return nanos.sum();
    }
}
