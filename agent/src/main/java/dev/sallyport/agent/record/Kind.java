package dev.sallyport.agent.record;

/**
 * Attempts that are equal in everything that is recorded, and how many of them are not yet on disk.
 * Its locks are held for a few instructions and never across a write.
 */
final class Kind {
    final Attempt attempt;

    private long times;
    private long pending;
    private long first;
    private long last;

    Kind(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Counts one more attempt; true when no other was waiting to be written. */
    synchronized boolean count(long now) {
        if (pending == 0) {
            first = now;
        }
        last = now;
        times++;
        return pending++ == 0;
    }

    /** The same, unless the attempt is worth a closer look: the 2nd, 4th, 8th … of the kind. */
    synchronized Counted countUnlessRound(long now) {
        // The first one was written at once, and not counted here.
        long next = times + 2;
        if ((next & (next - 1)) == 0) {
            return Counted.NOT;
        }
        return count(now) ? Counted.ALONE : Counted.AS_WELL;
    }

    /** What has become of an attempt, {@link #ALONE} where no other was waiting to be written. */
    enum Counted {
        NOT,
        ALONE,
        AS_WELL
    }

    /** What waits to be written, which then waits no longer. */
    synchronized Counts take() {
        Counts counts = new Counts(pending, first, last);
        pending = 0;
        return counts;
    }

    /** Writing failed, so they wait again; true when none has come to wait in the meantime. */
    synchronized boolean putBack(Counts counts) {
        boolean alone = pending == 0;
        if (alone) {
            last = counts.last();
        }
        first = counts.first();
        pending += counts.count();
        return alone;
    }

    /**
     * @param count attempts, at least 1 when there is anything to write
     * @param first epoch milliseconds
     * @param last epoch milliseconds
     */
    record Counts(long count, long first, long last) {}
}
