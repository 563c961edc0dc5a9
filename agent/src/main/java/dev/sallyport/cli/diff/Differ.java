package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerBuild;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.policy.Artifact;
import dev.sallyport.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Holds what a server did against what it did before, or may do. */
public final class Differ {
    private Differ() {}

    /**
     * All that is on record of a server against a policy.
     *
     * @param name what the policy is called, for people
     * @param today as days since 1970-01-01
     */
    public static Difference against(
            Policy policy, String name, ServerHistory history, long today) {
        Artifact artifact = policy.artifact();
        ServerBuild now = build(history.runs());
        boolean approved = artifact != null && artifact.sha256().contains(now.sha256());
        String sha256 =
                approved
                        ? now.sha256()
                        : artifact == null || artifact.sha256().isEmpty()
                                ? null
                                : artifact.sha256().get(artifact.sha256().size() - 1);
        Side before =
                new Side(
                        name,
                        new ServerBuild(
                                null,
                                null,
                                null,
                                artifact == null ? null : artifact.name(),
                                sha256));
        return difference(
                history.server(),
                before,
                side(history.runs()),
                new Allowed(policy, today),
                List.copyOf(history.kinds()));
    }

    /**
     * Two histories of a server, which may be {@code null}: then nothing is known of it there.
     *
     * @throws IllegalArgumentException both are {@code null}
     */
    public static Difference between(ServerHistory before, ServerHistory after) {
        if (before == null && after == null) {
            throw new IllegalArgumentException("no history");
        }
        return difference(
                (after == null ? before : after).server(),
                side(runs(before)),
                side(runs(after)),
                new SeenBefore(kinds(before)),
                kinds(after));
    }

    /**
     * The runs of one history from the given one on against those before it.
     *
     * @param since ordinal of a run
     */
    public static Difference since(ServerHistory history, int since) {
        List<PastRun> runs = history.runs();
        return difference(
                history.server(),
                side(runs.subList(0, since)),
                side(runs.subList(since, runs.size())),
                new SeenBefore(kinds(history, kind -> kind.runs().first() < since)),
                kinds(history, kind -> kind.runs().last() >= since));
    }

    /** The ordinal of the first run of the build that ran last, or 0 where there was no other. */
    public static int lastUpdate(ServerHistory history) {
        List<PastRun> runs = history.runs();
        ServerBuild last = build(runs);
        for (int i = runs.size() - 1; i >= 0; i--) {
            ServerBuild build = runs.get(i).build();
            if (build.isKnown() && last.isKnown() && !build.isSameAs(last)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Difference difference(
            String server, Side before, Side after, Known known, List<Kind> kinds) {
        boolean newBuild = Difference.isNewBuild(before, after);
        List<Change> changes = new ArrayList<>();
        long untold = 0;
        for (Kind kind : kinds) {
            if (kind.isOthers()) {
                untold += kind.count();
                continue;
            }
            for (Novelty novelty : known.newIn(kind)) {
                changes.add(new Change(novelty, severity(novelty, newBuild), kind));
            }
        }
        changes.sort(
                Comparator.comparing(Change::severity)
                        .thenComparing(Change::novelty)
                        .thenComparing(change -> Place.of(change.kind()))
                        .thenComparing(change -> change.kind().first()));
        List<String> gone = new ArrayList<>();
        known.gone().forEach(gone::add);
        return new Difference(
                server, before, after, List.copyOf(changes), List.copyOf(gone), untold);
    }

    /** An update that talks to someone new, and code that talks where others do, come first. */
    private static Severity severity(Novelty novelty, boolean newBuild) {
        return switch (novelty) {
            case NEW_CALLER, NO_TOOL_CALL, TAMPERING -> Severity.HIGH;
            case NEW_HOST, NEW_PROCESS -> newBuild ? Severity.HIGH : Severity.MEDIUM;
            case NEW_TOOL, NEW_LIBRARY -> Severity.MEDIUM;
        };
    }

    private static Side side(List<PastRun> runs) {
        return new Side(runs.size() + (runs.size() == 1 ? " run" : " runs"), build(runs));
    }

    /** Of the last run that has one on record. */
    private static ServerBuild build(List<PastRun> runs) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            ServerBuild build = runs.get(i).build();
            if (build.isKnown()) {
                return build;
            }
        }
        return Side.NO_BUILD;
    }

    private static List<PastRun> runs(ServerHistory history) {
        return history == null ? List.of() : history.runs();
    }

    private static List<Kind> kinds(ServerHistory history) {
        return history == null ? List.of() : List.copyOf(history.kinds());
    }

    private static List<Kind> kinds(ServerHistory history, Predicate<Kind> which) {
        return history.kinds().stream().filter(which).toList();
    }
}
