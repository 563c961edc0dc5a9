package dev.sallyport.cli.history;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Ordinals of runs: four bytes each while they are few, a bit for every run once that is less. A
 * kind that a hundred thousand runs share takes 12 KiB, not megabytes of boxed numbers.
 */
public final class RunSet {
    private static final int[] NONE = {};

    private int[] few = NONE;
    private BitSet many;
    private int size;

    RunSet() {}

    /** Usually the last one again, or a later one: runs are read one after the other. */
    void add(int run) {
        if (many != null) {
            size += many.get(run) ? 0 : 1;
            many.set(run);
            return;
        }
        if (size > 0 && few[size - 1] == run) {
            return;
        }
        int place = Arrays.binarySearch(few, 0, size, run);
        if (place < 0) {
            insert(-place - 1, run);
        }
        if (size > 8 && few[size - 1] / Integer.SIZE < size) {
            many = new BitSet(few[size - 1]);
            Arrays.stream(few, 0, size).forEach(many::set);
            few = NONE;
        }
    }

    private void insert(int place, int run) {
        if (size == few.length) {
            few = Arrays.copyOf(few, size + (size >> 1) + 1);
        }
        System.arraycopy(few, place, few, place + 1, size - place);
        few[place] = run;
        size++;
    }

    /** The same runs by other ordinals. */
    RunSet renumbered(int[] ordinals) {
        RunSet renumbered = new RunSet();
        stream().map(run -> ordinals[run]).sorted().forEach(renumbered::add);
        return renumbered;
    }

    /** How many runs. */
    public int size() {
        return size;
    }

    public boolean contains(int run) {
        return many != null ? many.get(run) : Arrays.binarySearch(few, 0, size, run) >= 0;
    }

    /** The oldest; there is at least one. */
    public int first() {
        return many != null ? many.nextSetBit(0) : few[0];
    }

    /** The latest; there is at least one. */
    public int last() {
        return many != null ? many.length() - 1 : few[size - 1];
    }

    /** The oldest first. */
    public IntStream stream() {
        return many != null ? many.stream() : Arrays.stream(few, 0, size);
    }
}
