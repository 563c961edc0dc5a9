package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a policy allows, decided by the policy itself with what the events have proved. */
final class Allowed implements Known {
    private final Policy policy;
    private final long today;
    private final Set<String> used = new HashSet<>();

    /**
     * @param today as days since 1970-01-01, for rules that expire
     */
    Allowed(Policy policy, long today) {
        this.policy = policy;
        this.today = today;
    }

    @Override
    public Set<Novelty> newIn(Kind kind) {
        Set<Novelty> found = EnumSet.noneOf(Novelty.class);
        for (Verdict verdict : Replay.verdicts(policy, kind, today)) {
            if (verdict.allowed()) {
                used.add(verdict.reason());
            } else {
                found.add(novelty(kind, verdict));
            }
        }
        return found;
    }

    private static Novelty novelty(Kind kind, Verdict verdict) {
        return switch (kind.activity()) {
            case TAMPERING -> Novelty.TAMPERING;
            case PROCESS -> Novelty.NEW_PROCESS;
            case NATIVE_LIBRARY, AGENT -> Novelty.NEW_LIBRARY;
            default -> {
                if (verdict.reason().equals(Reason.CALLER_NOT_ALLOWED.wire())) {
                    yield Novelty.NEW_CALLER;
                }
                if (verdict.reason().equals(Reason.TOOL_NOT_ALLOWED.wire())) {
                    yield kind.calls().names().isEmpty() ? Novelty.NO_TOOL_CALL : Novelty.NEW_TOOL;
                }
                yield Novelty.NEW_HOST;
            }
        };
    }

    @Override
    public List<String> gone() {
        List<String> gone = new ArrayList<>();
        for (Rule rule : policy.allow()) {
            if (!used.contains(rule.label())) {
                gone.add(rule.label());
            }
        }
        return gone;
    }
}
