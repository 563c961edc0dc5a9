package dev.sallyport.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What so many operations took of a process that another one, otherwise the same, took turns with.
 *
 * @param seconds by the clock
 * @param cpuSeconds of the process, user and system
 */
record Turn(int operations, double seconds, double cpuSeconds) {
    /** The same in nanoseconds. */
    static Turn ofNanos(int operations, long nanos, long cpuNanos) {
        return new Turn(operations, nanos / 1e9, cpuNanos / 1e9);
    }

    /** Of one process. */
    static Turn sum(List<Turn> turns) {
        return new Turn(
                turns.stream().mapToInt(Turn::operations).sum(),
                turns.stream().mapToDouble(Turn::seconds).sum(),
                turns.stream().mapToDouble(Turn::cpuSeconds).sum());
    }

    static Turn read(DataInputStream in) throws IOException {
        return new Turn(in.readInt(), in.readDouble(), in.readDouble());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(operations);
        out.writeDouble(seconds);
        out.writeDouble(cpuSeconds);
    }

    double perSecond() {
        return operations / seconds;
    }

    double micros() {
        return seconds / operations * 1e6;
    }

    double cpuMicros() {
        return cpuSeconds / operations * 1e6;
    }

    /** Prints both figures of both processes, whose turns are pairs in the lists' order. */
    static void print(String operation, List<Turn> bare, List<Turn> guarded) {
        print(operation + "s a second", Turn::perSecond, bare, guarded);
        print("CPU us a " + operation, Turn::cpuMicros, bare, guarded);
    }

    interface Figure {
        double of(Turn turn);
    }

    static double median(Figure figure, List<Turn> turns) {
        return median(turns.stream().map(figure::of).toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static void print(String what, Figure figure, List<Turn> bare, List<Turn> guarded) {
        double without = median(figure, bare);
        double with = median(figure, guarded);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            ratios.add(figure.of(guarded.get(i)) / figure.of(bare.get(i)));
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "  %-24s bare %7.1f   this %7.1f   of bare: medians %.3f, median of pairs"
                                + " %.3f",
                        what,
                        without,
                        with,
                        with / without,
                        median(ratios)));
    }
}
