package dev.sallyport.cli.report;

import dev.sallyport.event.Outcome;

/**
 * What was done about attempts that the policy denies.
 *
 * @param blocked refused
 * @param reported let go, and a violation: would be refused under {@code block}
 * @param noted let go and only logged, or known noise: no violation
 */
public record Counts(long blocked, long reported, long noted) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Outcome outcome, long count) {
        if (!outcome.isViolation()) {
            return new Counts(blocked, reported, noted + count);
        }
        return outcome.isBlocked()
                ? new Counts(blocked + count, reported, noted)
                : new Counts(blocked, reported + count, noted);
    }

    public long all() {
        return blocked + reported + noted;
    }

    /** Whether it counts as a violation. */
    public boolean isViolation() {
        return blocked + reported > 0;
    }

    /** {@code blocked}, {@code would be blocked}, {@code logged}. */
    public String word() {
        if (blocked > 0) {
            return "blocked";
        }
        return reported > 0 ? "would be blocked" : "logged";
    }
}
