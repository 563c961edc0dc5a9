package dev.sallyport.cli.history;

import java.util.Arrays;

/**
 * When attempts of a kind were made: at most {@link #MOST} spans of equal width, an hour each while
 * that is enough, then two, four and so on. Counts are exact.
 */
public final class Timeline {
    /** Spans at most. */
    public static final int MOST = 64;

    private static final long HOUR = 3_600_000;

    /** The end of the year 9999; what a broken clock says beyond it is put there. */
    private static final long LATEST = 253_402_300_799_999L;

    private long width = HOUR;
    private long base;
    private long[] counts = {};

    Timeline() {}

    /**
     * Counts attempts.
     *
     * @param time epoch milliseconds
     */
    void add(long time, long attempts) {
        long at = Math.min(Math.max(time, 0), LATEST);
        if (counts.length == 0) {
            base = at / width;
        }
        while (spansWith(at / width) > MOST) {
            widen();
        }
        reach(at / width);
        counts[(int) (at / width - base)] += attempts;
    }

    private long spansWith(long span) {
        return Math.max(base + counts.length, span + 1) - Math.min(base, span);
    }

    private void reach(long span) {
        int needed = (int) spansWith(span);
        if (needed > counts.length) {
            int before = (int) Math.max(0, base - span);
            long[] further = new long[needed];
            System.arraycopy(counts, 0, further, before, counts.length);
            counts = further;
            base -= before;
        }
    }

    private void widen() {
        long wideBase = base / 2;
        long[] wide = new long[(int) ((base + counts.length - 1) / 2 - wideBase) + 1];
        for (int i = 0; i < counts.length; i++) {
            wide[(int) ((base + i) / 2 - wideBase)] += counts[i];
        }
        width *= 2;
        base = wideBase;
        counts = wide;
    }

    /** Epoch milliseconds at which the first span begins. */
    public long start() {
        return base * width;
    }

    /** Milliseconds of each span. */
    public long width() {
        return width;
    }

    /** Attempts in each span, the oldest first; neither the first nor the last is 0. */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * Attempts in columns of equal width, for charts that share an axis. A span goes, whole, to the
     * column that its middle lies in; what lies outside goes to the first or last.
     *
     * @param from epoch milliseconds at which the first column begins
     * @param to epoch milliseconds at which the last one ends, after {@code from}
     */
    public long[] columns(long from, long to, int columns) {
        long[] sums = new long[columns];
        for (int i = 0; i < counts.length; i++) {
            double middle = (base + i) * width + width / 2.0;
            double column = Math.floor((middle - from) / (to - from) * columns);
            sums[(int) Math.min(Math.max(column, 0), columns - 1)] += counts[i];
        }
        return sums;
    }

    @Override
    public String toString() {
        return start() + "+" + width + Arrays.toString(counts);
    }
}
