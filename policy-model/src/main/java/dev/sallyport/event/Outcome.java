package dev.sallyport.event;

import dev.sallyport.policy.OnViolation;

/**
 * What was decided, and what was done about it.
 *
 * @param allowed the verdict
 * @param reason as the policy names it, {@code rule:nws} or {@code not-listed}
 * @param rule label of the rule that decided or came nearest, or {@code null}
 * @param onViolation what was done; {@code null} where the verdict is allow
 * @param quiet a denial that is known noise
 * @param violation the id that people use ({@code v} and six hex digits); {@code null} where the
 *     verdict is allow. The same attempt has the same id in every run.
 * @param lookAlikeOf the listed host that the denied name may have been made to be taken for, as
 *     the policy spells it; {@code null} where there is none
 */
public record Outcome(
        boolean allowed,
        String reason,
        String rule,
        OnViolation onViolation,
        boolean quiet,
        String violation,
        String lookAlikeOf) {

    /** The same of a name that looks like no other. */
    public Outcome(
            boolean allowed,
            String reason,
            String rule,
            OnViolation onViolation,
            boolean quiet,
            String violation) {
        this(allowed, reason, rule, onViolation, quiet, violation, null);
    }

    /** Whether {@code review} counts it: denied, and more than logged, and not known noise. */
    public boolean isViolation() {
        return !allowed && !quiet && onViolation != OnViolation.LOG;
    }

    /** Whether a line on stderr tells of it: denied, and not known noise. */
    public boolean isTold() {
        return !allowed && !quiet;
    }

    public boolean isBlocked() {
        return !allowed && onViolation == OnViolation.BLOCK;
    }
}
