package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of ports, 1 to 65535, as numbers and "lo-hi" ranges. Never empty. */
public final class Ports {
    static final int HIGHEST = 65535;

    /** Each {@code low << 16 | high}, unsigned ascending and apart from each other. */
    private final long[] ranges;

    private Ports(long[] ranges) {
        this.ranges = ranges;
    }

    /** The ports of one or more ranges as {@link #range} makes them. */
    static Ports of(Long... ranges) {
        Long[] sorted = ranges.clone();
        // Objects and not longs: on JDK 25 the sort of primitives bootstraps a lambda.
        Arrays.sort(sorted);
        long[] apart = new long[sorted.length];
        int count = 0;
        for (long range : sorted) {
            if (count > 0 && low(range) <= high(apart[count - 1]) + 1) {
                long before = apart[count - 1];
                apart[count - 1] = range(low(before), Math.max(high(before), high(range)));
            } else {
                apart[count++] = range;
            }
        }
        return new Ports(Arrays.copyOf(apart, count));
    }

    static long range(int low, int high) {
        return (long) low << 16 | high;
    }

    /**
     * The port of a decimal number, without sign or leading zeros.
     *
     * @return the port, or -1 if the text is none
     */
    static int parse(String text) {
        if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= HIGHEST ? value : -1;
    }

    public boolean contains(int port) {
        int from = 0;
        int to = ranges.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (port > high(ranges[middle])) {
                from = middle + 1;
            } else if (port < low(ranges[middle])) {
                to = middle;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Whether all of those are among these. */
    public boolean containsAll(Ports others) {
        for (long other : others.ranges) {
            boolean within = false;
            for (long range : ranges) {
                within |= low(range) <= low(other) && high(other) <= high(range);
            }
            if (!within) {
                return false;
            }
        }
        return true;
    }

    /** Whether some port is among both. */
    public boolean overlap(Ports others) {
        for (long other : others.ranges) {
            for (long range : ranges) {
                if (low(range) <= high(other) && low(other) <= high(range)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same, each unbroken range by itself. */
    public List<Ports> apart() {
        List<Ports> apart = new ArrayList<>();
        for (long range : ranges) {
            apart.add(new Ports(new long[] {range}));
        }
        return apart;
    }

    private static int low(long range) {
        return (int) (range >>> 16);
    }

    private static int high(long range) {
        return (int) (range & HIGHEST);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports that && Arrays.equals(ranges, that.ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }

    /** {@code 443, 8000-8010}, ascending and merged. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (long range : ranges) {
            if (out.length() > 0) {
                out.append(", ");
            }
            out.append(low(range));
            if (high(range) > low(range)) {
                out.append('-').append(high(range));
            }
        }
        return out.toString();
    }
}
