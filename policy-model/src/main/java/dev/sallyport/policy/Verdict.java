package dev.sallyport.policy;

/**
 * What was decided about an attempt, and what decided it. Verdicts are shared; compare by content.
 */
public final class Verdict {
    private final boolean allowed;
    private final String reason;
    private final Rule rule;
    private final OnViolation onViolation;
    private final boolean quiet;

    private Verdict(
            boolean allowed, String reason, Rule rule, OnViolation onViolation, boolean quiet) {
        this.allowed = allowed;
        this.reason = reason;
        this.rule = rule;
        this.onViolation = onViolation;
        this.quiet = quiet;
    }

    /**
     * An allowance that no single rule gives.
     *
     * @throws IllegalArgumentException if the reason does not allow
     */
    public static Verdict allow(Reason reason) {
        if (!reason.allows()) {
            throw new IllegalArgumentException(reason.wire());
        }
        return new Verdict(true, reason.wire(), null, null, false);
    }

    /**
     * A denial that no single rule gives.
     *
     * @throws IllegalArgumentException if the reason allows
     */
    public static Verdict deny(Reason reason, OnViolation onViolation) {
        return deny(reason, null, onViolation, false);
    }

    static Verdict allow(Rule rule) {
        return new Verdict(true, rule.label(), rule, null, false);
    }

    static Verdict deny(Reason reason, Rule rule, OnViolation onViolation, boolean quiet) {
        if (reason.allows()) {
            throw new IllegalArgumentException(reason.wire());
        }
        return new Verdict(false, reason.wire(), rule, onViolation, quiet);
    }

    public boolean allowed() {
        return allowed;
    }

    /** {@code rule:<id>}, or the wire text of a {@link Reason}. */
    public String reason() {
        return reason;
    }

    /**
     * The rule that decided; of a denial that no deny rule made, the allow rule that came nearest
     * to allowing. Null if there is none.
     */
    public Rule rule() {
        return rule;
    }

    /** The label of {@link #rule}; null if there is none. */
    public String ruleLabel() {
        return rule == null ? null : rule.label();
    }

    /** What happens to the denied attempt as the policy has it; null for an allowance. */
    public OnViolation onViolation() {
        return onViolation;
    }

    /** Whether the denial stays off the list of violations (known noise). */
    public boolean quiet() {
        return quiet;
    }

    @Override
    public String toString() {
        return (allowed ? "allow " : "deny ") + reason;
    }
}
