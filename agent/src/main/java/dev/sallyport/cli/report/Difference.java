package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.PathRules;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A policy against what was done.
 *
 * @param runs how many runs were held to exactly this policy
 * @param unlisted what the server did, in any run, that the policy does not list
 * @param unused what the policy lists and none of those runs did
 */
public record Difference(int runs, List<Row> unlisted, List<String> unused) {

    static Difference of(RunPolicy policy, ServerHistory history) {
        BitSet held = new BitSet();
        List<PastRun> runs = history.runs();
        for (int i = 0; i < runs.size(); i++) {
            held.set(i, policy.sha256().equals(runs.get(i).text("policy_sha256")));
        }
        return new Difference(
                held.cardinality(),
                Row.of(history, unlisted(policy.policy(), history.kinds())),
                unused(policy.policy(), history.kinds(), held));
    }

    private static List<Kind> unlisted(Policy policy, Collection<Kind> kinds) {
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        return kinds.stream()
                .filter(kind -> !isAllowedByItself(kind))
                .filter(kind -> !isListed(policy, kind, today))
                .toList();
    }

    /** Whether the guard lets it go whatever the policy says, or knows more of it than an event. */
    private static boolean isAllowedByItself(Kind kind) {
        return kind.isOthers()
                || kind.isBuiltIn()
                || kind.outcome().reason().equals(Reason.PRESETS.wire());
    }

    private static boolean isListed(Policy policy, Kind kind, long today) {
        try {
            return Replay.verdicts(policy, kind, today).stream().allMatch(Verdict::allowed);
        } catch (IllegalArgumentException foreign) {
            return false; // an event of somebody's who has other addresses
        }
    }

    private static List<String> unused(Policy policy, Collection<Kind> kinds, BitSet held) {
        Set<String> used = new HashSet<>();
        List<Kind> done = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind.outcome().allowed() && kind.runs().stream().anyMatch(held::get)) {
                used.add(kind.outcome().reason());
                done.add(kind);
            }
        }
        List<String> unused = new ArrayList<>();
        for (Rule rule : policy.allow()) {
            if (!used.contains(rule.label())) {
                unused.add(rule.label() + " " + what(rule));
            }
        }
        addPaths("program ", policy.processes(), Activity.PROCESS, done, unused);
        addPaths(
                "native library ", policy.nativeLibraries(), Activity.NATIVE_LIBRARY, done, unused);
        return List.copyOf(unused);
    }

    private static void addPaths(
            String word, PathRules rules, Activity activity, List<Kind> done, List<String> unused) {
        for (PathRule rule : rules.allow()) {
            boolean used =
                    done.stream()
                            .filter(kind -> kind.activity() == activity)
                            .anyMatch(kind -> rule.path().matches(kind.target().path()));
            if (!used) {
                unused.add(word + rule.path());
            }
        }
    }

    private static String what(Rule rule) {
        String place =
                rule.host() != null
                        ? rule.host().toString()
                        : rule.range() != null ? rule.range().toString() : rule.unixPath();
        return rule.ports() == null ? place : place + ":" + rule.ports();
    }
}
