package dev.sallyport.cli.edit;

import dev.sallyport.policy.Artifact;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.PathRules;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Preset;
import dev.sallyport.policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What one policy lets go that another does not: allowed, denied less strictly, or denied more
 * quietly. Sound: whatever is let go is told. Where it is not sure (two old rules may contain a new
 * one only together), it tells as well.
 */
public final class Widening {
    private final Policy before;
    private final Policy after;
    private final List<String> found = new ArrayList<>();

    private Widening(Policy before, Policy after) {
        this.before = before;
        this.after = after;
    }

    /** One line each, in the order of the policy's sections; empty where nothing is wider. */
    public static List<String> of(Policy before, Policy after) {
        Widening widening = new Widening(before, after);
        widening.compare();
        return widening.found;
    }

    private void compare() {
        if (after.onViolation().compareTo(before.onViolation()) < 0) {
            tell("on violation", before.onViolation(), after.onViolation());
        }
        for (Rule rule : after.allow()) {
            found.addAll(RuleScope.wider(rule, before.allow()));
        }
        compareDenials();
        paths("program", before.processes(), after.processes());
        if (before.processes().guardsJvms() && !after.processes().guardsJvms()) {
            found.add("child JVMs are not guarded any more");
        }
        paths("library", before.nativeLibraries(), after.nativeLibraries());
        paths("late agent", before.agents(), after.agents());
        for (Preset preset : after.presets()) {
            if (!before.presets().contains(preset)) {
                found.add("+preset " + preset);
            }
        }
        found.addAll(Ways.wider(before, after));
        compareArtifacts(before.artifact(), after.artifact());
    }

    private void tell(String what, OnViolation was, OnViolation is) {
        found.add(what + ": " + is.wire() + " (was " + was.wire() + ")");
    }

    private void compareDenials() {
        for (Rule denial : before.deny()) {
            String lost = RuleScope.lost(denial, before, after);
            if (lost != null) {
                found.add(lost);
            }
        }
        for (Rule denial : after.deny()) {
            // It takes the place of "not listed", and may be milder or quieter than that.
            boolean mild = effect(after, denial).compareTo(before.onViolation()) < 0;
            boolean known = isAsMild(denial);
            if ((mild || denial.quiet()) && !known) {
                found.add(
                        "deny "
                                + RuleWords.of(denial)
                                + " with "
                                + effect(after, denial).wire()
                                + (denial.quiet() ? ", quietly" : "")
                                + ", instead of "
                                + before.onViolation().wire());
            }
        }
    }

    /** Whether a rule that denied all of it before was no stricter and no louder. */
    private boolean isAsMild(Rule denial) {
        return before.deny().stream()
                .anyMatch(
                        old ->
                                RuleScope.denies(old, denial)
                                        && (old.quiet() || !denial.quiet())
                                        && effect(before, old).compareTo(effect(after, denial))
                                                <= 0);
    }

    static OnViolation effect(Policy policy, Rule denial) {
        return denial.onViolation() == null ? policy.onViolation() : denial.onViolation();
    }

    private void paths(String what, PathRules old, PathRules now) {
        for (PathRule rule : now.allow()) {
            if (old.allow().stream().noneMatch(known -> contains(known, rule))) {
                found.add(
                        "+"
                                + what
                                + " "
                                + rule.path()
                                + (rule.sha256() == null ? "" : " of sha256 " + rule.sha256()));
            }
        }
        OnViolation was = effect(before, old);
        OnViolation is = effect(after, now);
        boolean own = old.onViolation() != null || now.onViolation() != null;
        if (own && is.compareTo(was) < 0) {
            tell(what + " on violation", was, is);
        }
    }

    private static OnViolation effect(Policy policy, PathRules section) {
        return section.onViolation() == null ? policy.onViolation() : section.onViolation();
    }

    private static boolean contains(PathRule old, PathRule rule) {
        boolean pinned = old.sha256() == null || old.sha256().equals(rule.sha256());
        return pinned && old.path().contains(rule.path());
    }

    private void compareArtifacts(Artifact old, Artifact now) {
        if (old == null) {
            return;
        }
        if (now == null) {
            found.add("any main jar (was " + old.name() + ")");
            return;
        }
        Collection<String> more = new TreeSet<>(now.sha256());
        more.removeAll(old.sha256());
        for (String sha256 : more) {
            found.add("+main jar " + now.name() + " of sha256 " + sha256);
        }
    }
}
