package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Preset;
import dev.sallyport.policy.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which entry of a policy each past attempt would use, and so what speaks for each entry. */
final class Usage {
    private final Map<String, Set<Kind>> byPlace = new HashMap<>();
    private final Policy policy;
    private final long today;

    Usage(Policy policy, ServerHistory history, long today) {
        this.policy = policy;
        this.today = today;
        for (Kind kind : history.kinds()) {
            add(kind);
        }
    }

    /** Never null; empty where nothing used it. */
    Uses of(List<String> list, int index) {
        return Uses.of(byPlace.getOrDefault(place(list, index), Set.of()));
    }

    private static String place(List<String> list, int index) {
        return list.get(0) + index;
    }

    private void add(Kind kind) {
        for (String address : Replay.addresses(kind)) {
            add(kind, address);
        }
    }

    private void add(Kind kind, String address) {
        Verdict verdict;
        try {
            verdict = Replay.verdict(policy, kind, address, today);
        } catch (IllegalArgumentException noAddress) {
            return; // such an attempt has used no rule
        }
        if (verdict == null || !verdict.allowed()) {
            return;
        }
        if (verdict.rule() != null) {
            use(Entry.ALLOW, verdict.rule().index(), kind);
        } else if (kind.activity() == Activity.PROCESS) {
            int listed = first(policy.processes().allow(), kind.target().path());
            if (listed >= 0) {
                use(Entry.PROCESSES, listed, kind);
            } else {
                usePreset(kind);
            }
        } else if (kind.activity() == Activity.NATIVE_LIBRARY) {
            Collection<PathRule> rules = policy.nativeLibraries().allow();
            use(Entry.LIBRARIES, first(rules, kind.target().path()), kind);
        } else if (kind.activity() == Activity.AGENT) {
            use(Entry.AGENTS, first(policy.agents().allow(), kind.target().path()), kind);
        }
    }

    private void usePreset(Kind kind) {
        List<Preset> presets = policy.presets();
        for (int i = 0; i < presets.size(); i++) {
            if (Presets.fits(presets.get(i), kind)) {
                use(Entry.PRESETS, i, kind);
            }
        }
    }

    private static int first(Collection<PathRule> rules, String path) {
        int index = 0;
        for (PathRule rule : rules) {
            if (rule.path().matches(path)) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private void use(List<String> list, int index, Kind kind) {
        byPlace.computeIfAbsent(place(list, index), any -> new LinkedHashSet<>()).add(kind);
    }
}
