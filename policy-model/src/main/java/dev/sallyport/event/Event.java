package dev.sallyport.event;

/**
 * One kind of attempt, and how often it was made in a span of time. The counts of all events of a
 * kind add up to its attempts.
 *
 * @param run the process
 * @param sequence of this event within its run, from 1 without a gap
 * @param activity what was attempted
 * @param target where to
 * @param outcome what was decided
 * @param origin which tool call, and which code
 * @param first epoch milliseconds of the first attempt that this event counts
 * @param last epoch milliseconds of the last one
 * @param count how many, at least 1
 * @param before what compaction took out right before it
 */
public record Event(
        Run run,
        long sequence,
        Activity activity,
        Target target,
        Outcome outcome,
        Origin origin,
        long first,
        long last,
        long count,
        Compacted before) {

    /** The same as it is first written. */
    public Event(
            Run run,
            long sequence,
            Activity activity,
            Target target,
            Outcome outcome,
            Origin origin,
            long first,
            long last,
            long count) {
        this(
                run,
                sequence,
                activity,
                target,
                outcome,
                origin,
                first,
                last,
                count,
                Compacted.NOTHING);
    }
}
