package dev.sallyport.agent.guard;

import dev.sallyport.event.Activity;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many attempts there were, by what was attempted and why it was decided as it was. All rules
 * count as one, so there is a fixed number of cells; which one it is, is found when an attempt is
 * judged, and counting is one atomic addition.
 */
final class Tally {
    /** Any rule, as a reason. */
    static final String RULE = "rule";

    private static final Reason[] REASONS = Reason.values();
    private static final int BY_RULE = REASONS.length;
    private static final int COLUMNS = REASONS.length + 1;
    private static final Transport[] TRANSPORTS = Transport.values();
    private static final Activity[] ACTIVITIES = Activity.values();
    private static final OnViolation[] DONE = OnViolation.values();

    // No AtomicLongArray, whose method handles a start would pay for.
    private final AtomicLong[] attempts = zeros((TRANSPORTS.length + ACTIVITIES.length) * COLUMNS);
    private final AtomicLong[] violations = zeros(ACTIVITIES.length * DONE.length);

    private static AtomicLong[] zeros(int length) {
        AtomicLong[] zeros = new AtomicLong[length];
        for (int i = 0; i < length; i++) {
            zeros[i] = new AtomicLong();
        }
        return zeros;
    }

    /**
     * Where attempts of this kind are counted.
     *
     * @param transport of a connection, else {@code null}
     */
    static int cell(Activity activity, Transport transport, Verdict verdict) {
        return row(activity, transport) * COLUMNS + column(verdict.reason());
    }

    private static int row(Activity activity, Transport transport) {
        return activity == Activity.CONNECT
                ? index(TRANSPORTS, transport)
                : TRANSPORTS.length + index(ACTIVITIES, activity);
    }

    private static int column(String reason) {
        for (int i = 0; i < REASONS.length; i++) {
            if (REASONS[i].wire().equals(reason)) {
                return i;
            }
        }
        return BY_RULE;
    }

    void count(int cell) {
        attempts[cell].incrementAndGet();
    }

    void countViolation(Activity activity, OnViolation done) {
        violations[cell(activity, done)].incrementAndGet();
    }

    /**
     * Attempts of this kind so far.
     *
     * @param reason {@code null} for any rule
     */
    long attempts(Activity activity, Transport transport, Reason reason) {
        int column = reason == null ? BY_RULE : index(REASONS, reason);
        return attempts[row(activity, transport) * COLUMNS + column].get();
    }

    long violations(Activity activity, OnViolation done) {
        return violations[cell(activity, done)].get();
    }

    private static int cell(Activity activity, OnViolation done) {
        return index(ACTIVITIES, activity) * DONE.length + index(DONE, done);
    }

    private static int index(Object[] all, Object one) {
        int i = 0;
        while (all[i] != one) {
            i++;
        }
        return i;
    }

    long allowed() {
        return sum(true);
    }

    long denied() {
        return sum(false);
    }

    private long sum(boolean allowed) {
        long sum = 0;
        for (int i = 0; i < attempts.length; i++) {
            int column = i % COLUMNS;
            if ((column == BY_RULE || REASONS[column].allows()) == allowed) {
                sum += attempts[i].get();
            }
        }
        return sum;
    }
}
