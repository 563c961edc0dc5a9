package dev.sallyport.policy;

import java.util.List;

/**
 * The {@code processes}, the {@code nativeLibraries} or the {@code agents} of a policy; what is
 * absent is empty.
 */
public final class PathRules {
    static final PathRules EMPTY = new PathRules(List.of(), null, true);

    private final List<PathRule> allow;
    private final OnViolation onViolation;
    private final boolean guardsJvms;

    PathRules(List<PathRule> allow, OnViolation onViolation, boolean guardsJvms) {
        this.allow = List.copyOf(allow);
        this.onViolation = onViolation;
        this.guardsJvms = guardsJvms;
    }

    public List<PathRule> allow() {
        return allow;
    }

    /** What the section says; null if it leaves that to the policy. */
    public OnViolation onViolation() {
        return onViolation;
    }

    /** Of processes: whether a child that is a JVM is guarded like its parent. */
    public boolean guardsJvms() {
        return guardsJvms;
    }

    boolean allows(String realPath, String actualSha256) {
        for (int i = 0; i < allow.size(); i++) {
            if (allow.get(i).allows(realPath, actualSha256)) {
                return true;
            }
        }
        return false;
    }
}
