package dev.sallyport.bench;

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
    double perSecond() {
        return operations / seconds;
    }

    double cpuMicros() {
        return cpuSeconds / operations * 1e6;
    }

    /** Prints both figures of both processes, whose turns are pairs in the lists' order. */
    static void print(String operation, List<Turn> bare, List<Turn> guarded) {
        print(operation + "s a second", Turn::perSecond, bare, guarded);
        print("CPU us a " + operation, Turn::cpuMicros, bare, guarded);
    }

    private interface Figure {
        double of(Turn turn);
    }

    private static void print(String what, Figure figure, List<Turn> bare, List<Turn> guarded) {
        double without = ConnectCost.median(bare.stream().map(figure::of).toList());
        double with = ConnectCost.median(guarded.stream().map(figure::of).toList());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            ratios.add(figure.of(guarded.get(i)) / figure.of(bare.get(i)));
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "  %-24s bare %7.1f   guarded %7.1f   of bare: medians %.3f, median of pairs"
                                + " %.3f",
                        what,
                        without,
                        with,
                        with / without,
                        ConnectCost.median(ratios)));
    }
}
