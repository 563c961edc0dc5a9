package dev.sallyport.event;

import java.util.Map;

/**
 * A run's start or stop, or what became known of it in between. Without a start event nobody can
 * say that nothing happened.
 *
 * @param run the process
 * @param sequence within the run
 * @param activity {@link Activity#START}, {@link Activity#SESSION} or {@link Activity#STOP}
 * @param time epoch milliseconds
 * @param facts in writing order, each a {@code String}, {@code Long} or {@code Boolean}: mode, who
 *     set it, policy and its hash, JDK, hooks; at a stop, what was counted
 */
public record RunEvent(
        Run run, long sequence, Activity activity, long time, Map<String, Object> facts) {
    /** The fact that says what is odd about the others. */
    public static final String WARNING = "warning";

    /** Its value where the policy was written for a server of another name. */
    public static final String NAME_DIFFERS = "server-name-differs";

    /** Its value where attempts had to wait in memory until a file could be written. */
    public static final String WRITTEN_LATE = "written-late";

    /** What compaction took out of the file right before it. */
    public Compacted before() {
        return new Compacted(number("compacted"), number("dropped_allowed"));
    }

    private long number(String fact) {
        return facts.get(fact) instanceof Long number ? number : 0;
    }

    /** Whether somebody should look at it. */
    public boolean isWarning() {
        return facts.containsKey(WARNING);
    }
}
