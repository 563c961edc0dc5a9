package dev.sallyport.event;

import java.util.Map;

/**
 * A run's start or stop. Without a start event nobody can say that nothing happened.
 *
 * @param run the process
 * @param sequence within the run
 * @param activity {@link Activity#START} or {@link Activity#STOP}
 * @param time epoch milliseconds
 * @param facts in writing order, each a {@code String}, {@code Long} or {@code Boolean}: mode, who
 *     set it, policy and its hash, JDK, hooks; at a stop, what was counted
 */
public record RunEvent(
        Run run, long sequence, Activity activity, long time, Map<String, Object> facts) {}
