package dev.sallyport.policy;

/** Decides programs and native libraries. */
final class PathJudge {
    private final PathRules rules;
    private final Verdict allowed;
    private final Verdict denied;

    PathJudge(PathRules rules, Reason allowed, Reason denied, OnViolation otherwise) {
        this.rules = rules;
        this.allowed = Verdict.allow(allowed);
        OnViolation onViolation = rules.onViolation() == null ? otherwise : rules.onViolation();
        this.denied = Verdict.deny(denied, onViolation);
    }

    Verdict judge(String realPath, String sha256) {
        return rules.allows(realPath, sha256) ? allowed : denied;
    }
}
