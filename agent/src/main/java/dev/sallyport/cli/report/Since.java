package dev.sallyport.cli.report;

/**
 * Which run of a server did something first.
 *
 * @param run from 1
 * @param runs how many there are
 * @param time when that run is first heard of, epoch milliseconds; 0 where it is not known
 */
public record Since(int run, int runs, long time) {
    /** In words: {@code in every run} says nothing of a server that ran once. */
    public String text() {
        if (runs == 1) {
            return "in the only run on record";
        }
        return run == 1 ? "since the first run on record" : "new in run " + run + " of " + runs;
    }
}
