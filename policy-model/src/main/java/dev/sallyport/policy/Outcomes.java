package dev.sallyport.policy;

import java.util.List;

/** A policy's verdicts, made once, so that deciding allocates next to nothing. */
final class Outcomes {
    static final Verdict LEARN = Verdict.allow(Reason.LEARN);

    private final OnViolation onViolation;
    private final Verdict[] allowed;
    private final Verdict[] denied;
    private final Verdict notListed;
    private final Verdict specialAddress;
    private final Verdict lookupNotListed;
    private final Verdict forgedName;
    private final Verdict authorityMismatch;
    private final Verdict sniMismatch;

    Outcomes(List<Rule> allow, List<Rule> deny, OnViolation onViolation, boolean quarantined) {
        this.onViolation = onViolation;
        allowed = new Verdict[allow.size()];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = Verdict.allow(allow.get(i));
        }
        denied = new Verdict[deny.size()];
        for (int i = 0; i < denied.length; i++) {
            Rule rule = deny.get(i);
            denied[i] = Verdict.deny(Reason.DENIED_BY_RULE, rule, onViolation(rule), rule.quiet());
        }
        notListed = Verdict.deny(quarantined ? Reason.QUARANTINED : Reason.NOT_LISTED, onViolation);
        specialAddress = Verdict.deny(Reason.SPECIAL_ADDRESS, onViolation);
        lookupNotListed =
                Verdict.deny(
                        quarantined ? Reason.QUARANTINED : Reason.LOOKUP_NOT_LISTED, onViolation);
        forgedName = Verdict.deny(Reason.FORGED_NAME, onViolation);
        authorityMismatch = Verdict.deny(Reason.AUTHORITY_MISMATCH, onViolation);
        sniMismatch = Verdict.deny(Reason.SNI_MISMATCH, onViolation);
    }

    private OnViolation onViolation(Rule deny) {
        return deny.onViolation() == null ? onViolation : deny.onViolation();
    }

    OnViolation onViolation() {
        return onViolation;
    }

    Verdict allowed(Rule rule) {
        return allowed[rule.index()];
    }

    Verdict denied(Rule rule) {
        return denied[rule.index()];
    }

    /** What no rule allows: named by what the nearest one lacked. */
    Verdict notAllowed(AllowSearch search) {
        return search.nearest() == null
                ? notListed
                : Verdict.deny(search.nearestFailure(), search.nearest(), onViolation, false);
    }

    Verdict notListed() {
        return notListed;
    }

    Verdict specialAddress() {
        return specialAddress;
    }

    Verdict lookupNotListed() {
        return lookupNotListed;
    }

    /**
     * A forged name.
     *
     * @param deny the deny rule that applies as well; null if none does
     */
    Verdict forgedName(Rule deny) {
        return strictest(forgedName, Reason.FORGED_NAME, deny);
    }

    /**
     * A name spoken on a connection that was opened for another.
     *
     * @param reason one of the two mismatches
     * @param deny the deny rule that applies as well; null if none does
     */
    Verdict mismatch(Reason reason, Rule deny) {
        Verdict plain = reason == Reason.SNI_MISMATCH ? sniMismatch : authorityMismatch;
        return strictest(plain, reason, deny);
    }

    /**
     * A lie is named before a deny rule, but must not get round what that rule does: the stricter
     * of the two happens.
     */
    private Verdict strictest(Verdict plain, Reason reason, Rule deny) {
        if (deny == null) {
            return plain;
        }
        OnViolation strictest = onViolation.strictest(onViolation(deny));
        return Verdict.deny(reason, deny, strictest, false);
    }
}
