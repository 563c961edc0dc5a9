package dev.sallyport.cli.edit;

import dev.sallyport.cli.names.DnsLabels;
import dev.sallyport.cli.names.NameMarks;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.event.Caller;
import dev.sallyport.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What about a rule deserves a second look, because a server that was hostile while it learned
 * would look so: it went there once, with no tool call in progress, from code that goes nowhere
 * else, to an odd port or a bare address, under a name that looks like another's.
 */
final class SecondLook {
    /** What most rules of an honest server have, too; no reason for a comment. */
    static final String ONE_TOOL = "one tool only";

    private static final Set<Integer> USUAL_PORTS =
            Set.of(
                    22, 25, 53, 80, 110, 123, 143, 389, 443, 465, 587, 636, 993, 1433, 1521, 2181,
                    3306, 4317, 4318, 5432, 5672, 6379, 8080, 8125, 8443, 9042, 9092, 9200, 11211,
                    27017);

    /** Programs that run what they are given: who lists one lists everything. */
    private static final Set<String> RUN_ANYTHING =
            Set.of(
                    "sh", "bash", "dash", "zsh", "ksh", "fish", "env", "python", "python3", "perl",
                    "ruby", "node", "php", "java", "busybox", "xargs", "find", "awk", "curl",
                    "wget", "nc", "ssh", "docker", "sudo");

    private final int runs;
    private final Suffixes suffixes;
    private final Map<String, Integer> destinationsOf = new HashMap<>();
    private final Map<String, Integer> runsOf = new HashMap<>();

    SecondLook(int runs, List<Rule> rules, Usage usage, Suffixes suffixes) {
        this.runs = runs;
        this.suffixes = suffixes;
        for (Rule rule : rules) {
            Uses uses = usage.of(Entry.ALLOW, rule.index());
            for (String caller : uses.callers()) {
                destinationsOf.merge(caller, 1, Integer::sum);
            }
            if (rule.host() != null) {
                runsOf.merge(rule.host().toString(), uses.runs().size(), Math::max);
            }
        }
    }

    /** The weightiest first; empty where nothing is odd. */
    List<String> of(Rule rule, Uses uses) {
        List<String> marks = new ArrayList<>();
        if (rule.host() != null) {
            ofName(rule.host().toString(), marks);
        }
        if (rule.range() != null) {
            marks.add("bare address");
        }
        boolean lookUpOnly = !uses.hasConnections() && uses.count() > 0;
        if (lookUpOnly) {
            marks.add("looked up, never connected to");
        }
        ofUses(uses, marks);
        if (rule.ports() != null && !lookUpOnly) {
            ofPorts(rule, marks);
        }
        if (rule.addresses() != null && !lookUpOnly) {
            marks.add("address inside the network");
        }
        ofCaller(uses, marks);
        if (uses.isForToolsAlone() && uses.tools().size() == 1) {
            marks.add(ONE_TOOL);
        }
        return marks;
    }

    /** Of a program, a native library and so on. */
    List<String> ofPath(String pattern, Uses uses) {
        List<String> marks = new ArrayList<>();
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        if (RUN_ANYTHING.contains(name)) {
            marks.add("runs whatever it is given");
        }
        if (StablePath.isTemporary(pattern)) {
            marks.add("lies where anybody may put files");
        }
        if (uses.count() > 0 && runs > 1 && uses.runs().size() == 1) {
            marks.add("one run of " + runs);
        }
        return marks;
    }

    private void ofName(String name, List<String> marks) {
        // The name that was there in fewer runs imitates, not the one that it imitates.
        Set<String> betterKnown = new TreeSet<>();
        int own = runsOf.getOrDefault(name, 0);
        runsOf.forEach(
                (other, seen) -> {
                    if (seen >= own) {
                        betterKnown.add(other);
                    }
                });
        String alike = NameMarks.lookAlike(name, betterKnown);
        if (alike != null) {
            marks.add("looks like " + alike);
        }
        if (NameMarks.isInternational(name)) {
            marks.add("letters beyond ASCII");
        }
        if (DnsLabels.areSuspicious(name)) {
            marks.add("random-looking name");
        }
        if (suffixes.isShared(name.startsWith("*.") ? name.substring(2) : name)) {
            marks.add("shared hosting");
        }
    }

    private void ofUses(Uses uses, List<String> marks) {
        if (uses.count() == 0) {
            return;
        }
        if (uses.hasUsesOutsideCalls() && uses.hasConnections()) {
            marks.add(
                    uses.hasUsesInCalls()
                            ? "also with no tool call in progress"
                            : "no tool call in progress");
        }
        if (runs > 1 && uses.runs().size() == 1) {
            marks.add("one run of " + runs);
        }
        if (uses.count() == 1) {
            marks.add("seen once");
        }
        if (uses.isUncertain()) {
            marks.add("not sure which tool");
        }
    }

    private static void ofPorts(Rule rule, List<String> marks) {
        Set<Integer> odd = new HashSet<>();
        for (int port = 1; port <= 65535 && odd.size() < 2; port++) {
            if (rule.ports().contains(port) && !USUAL_PORTS.contains(port)) {
                odd.add(port);
            }
        }
        if (!odd.isEmpty()) {
            marks.add(odd.size() == 1 ? "unusual port" : "unusual ports");
        }
    }

    private void ofCaller(Uses uses, List<String> marks) {
        if (uses.callers().isEmpty() || destinationsOf.size() < 2) {
            return;
        }
        if (uses.callers().contains(Caller.UNKNOWN)) {
            marks.add("by code that is not known");
        } else if (uses.callers().size() == 1 && isLone(uses.callers().first())) {
            marks.add("by " + uses.callers().first() + ", which goes nowhere else");
        }
    }

    /** Where each has a client library of its own, none is odd. */
    private boolean isLone(String caller) {
        boolean othersGoToSeveral = destinationsOf.values().stream().anyMatch(n -> n > 1);
        return othersGoToSeveral && destinationsOf.get(caller) == 1;
    }
}
