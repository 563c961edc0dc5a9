package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.history.Timeline;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts the denied kinds of a server together by their ids: one finding, whoever caused it. */
final class Findings {
    private static final String VARIABLES = "secret_variables";

    private final ServerHistory history;
    private final RunPolicy policy;
    private final NearestRule nearest;
    private final Reviewed reviewed;
    private final Neighbours neighbours;
    private final Axis axis;

    Findings(
            ServerHistory history,
            RunPolicy policy,
            Reviewed reviewed,
            Neighbours neighbours,
            Axis axis) {
        this.history = history;
        this.policy = policy;
        this.nearest = policy.policy() == null ? null : new NearestRule(policy.policy());
        this.reviewed = reviewed;
        this.neighbours = neighbours;
        this.axis = axis;
    }

    /** Open ones first, the latest on top; then dismissed ones; then what is no violation. */
    List<Finding> all() {
        Map<List<Object>, List<Kind>> together = new LinkedHashMap<>();
        for (Kind kind : history.kinds()) {
            if (!kind.outcome().allowed()) {
                together.computeIfAbsent(key(kind), key -> new ArrayList<>()).add(kind);
            }
        }
        List<Finding> findings = new ArrayList<>(together.size());
        together.values().forEach(kinds -> findings.add(finding(kinds)));
        findings.sort(
                Comparator.comparingInt(Findings::weight)
                        .thenComparing(Finding::last, Comparator.reverseOrder())
                        .thenComparing(Finding::destination));
        return List.copyOf(findings);
    }

    private static int weight(Finding finding) {
        return finding.isOpen() ? 0 : finding.counts().isViolation() ? 1 : 2;
    }

    /** The id alone would do, were it not for two that meet once in sixteen million. */
    private static List<Object> key(Kind kind) {
        return Arrays.asList(
                kind.outcome().violation(),
                kind.activity(),
                kind.target().display(),
                kind.outcome().reason());
    }

    private Finding finding(List<Kind> kinds) {
        Kind example = kinds.get(0);
        Target target = example.target();
        String id = example.outcome().violation();
        Counts counts = Counts.NONE;
        long first = Long.MAX_VALUE;
        long last = 0;
        int run = Integer.MAX_VALUE;
        SortedSet<String> addresses = new TreeSet<>();
        SortedSet<String> serverNames = new TreeSet<>();
        SortedSet<String> secrets = new TreeSet<>();
        List<Timeline> timelines = new ArrayList<>();
        for (Kind kind : kinds) {
            counts = counts.plus(kind.outcome(), kind.count());
            first = Math.min(first, kind.first());
            last = Math.max(last, kind.last());
            run = Math.min(run, kind.runs().first());
            addresses.addAll(kind.addresses());
            serverNames.addAll(history.serverNames(kind));
            timelines.add(kind.timeline());
            kind.runs().stream().forEach(ordinal -> addSecrets(ordinal, secrets));
        }
        List<Source> sources = sources(kinds);
        String lookAlike = example.outcome().lookAlikeOf();
        List<PastRun> runs = history.runs();
        Dismissal dismissal = reviewed.dismissal(id);
        return new Finding(
                history.server(),
                id,
                example.activity(),
                target,
                addresses,
                serverNames,
                example.outcome().reason(),
                counts,
                first,
                last,
                axis.columns(timelines),
                sources,
                nearest == null
                        ? "not known: " + policy.problem()
                        : nearest.of(example.activity(), target, example.outcome(), lookAlike),
                Suspicion.of(example.activity(), target, addresses, lookAlike, sources),
                lookAlike,
                secrets,
                new Since(run + 1, runs.size(), runs.get(run).began()),
                neighbours.of(history.server(), example),
                !reviewed.hasSeen(id),
                dismissal,
                dismissal != null && dismissal.holdsOn(reviewed.today()));
    }

    private void addSecrets(int ordinal, Set<String> secrets) {
        String names = history.runs().get(ordinal).text(VARIABLES);
        if (names != null) {
            for (String name : names.split(",", -1)) {
                if (!name.isBlank()) {
                    secrets.add(name.strip());
                }
            }
        }
    }

    private static Source together(Source a, Source b) {
        return new Source(
                a.calls(),
                a.caller(),
                a.trace() != null ? a.trace() : b.trace(),
                a.count() + b.count());
    }

    /** Kinds that differ in their callers' lines only are one source. */
    private static List<Source> sources(Collection<Kind> kinds) {
        Map<List<Object>, Source> sources = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            Caller caller = kind.caller();
            List<Object> key =
                    Arrays.asList(
                            kind.calls().certainty(), kind.calls().names(), Wording.caller(caller));
            sources.merge(
                    key,
                    new Source(kind.calls(), caller, kind.trace(), kind.count()),
                    Findings::together);
        }
        List<Source> sorted = new ArrayList<>(sources.values());
        sorted.sort(Comparator.comparingLong(Source::count).reversed());
        return List.copyOf(sorted);
    }
}
