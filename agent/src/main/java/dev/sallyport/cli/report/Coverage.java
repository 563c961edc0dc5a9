package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.RunEvent;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What "no violations" rests on: without it nobody could tell a server that did nothing from one
 * that nobody watched.
 *
 * @param runs how many are on record
 * @param withStart how many of them say what held; of the others nobody knows
 * @param withoutStop killed, or still running
 * @param modes what held, and who said so, sorted: {@code block, set by the policy}
 * @param hooks how many were in place, without repeats
 * @param jdks which ones ran
 * @param otherAgents of the launches
 * @param openings packages that launches or main jars open to reflection, patches, native access
 * @param unlabelled libraries whose connections could not be told apart by tool call, and why
 * @param unread classes of HTTP clients whose requests could not be read: methods, paths and
 *     authorities of what they sent were not judged, where the wire did not show them
 * @param unheard libraries of metrics, health and logs that could not be told anything, and why
 * @param warnings what the agent found odd
 * @param attempts in all, allowed ones too
 * @param uncertain attempts whose tool call is a guess
 * @param withoutCall attempts while no tool call was in progress
 * @param unattributed attempts that nobody looked for a tool call of
 * @param overflow attempts that were counted and not told apart
 * @param missing events that were written and are not there any more
 * @param dropped allowed attempts that were dropped to keep the files within their bound
 */
public record Coverage(
        int runs,
        int withStart,
        int withoutStop,
        SortedSet<String> modes,
        SortedSet<String> hooks,
        SortedSet<String> jdks,
        SortedSet<String> otherAgents,
        SortedSet<String> openings,
        SortedSet<String> unlabelled,
        SortedSet<String> unread,
        SortedSet<String> unheard,
        SortedSet<String> warnings,
        long attempts,
        long uncertain,
        long withoutCall,
        long unattributed,
        long overflow,
        long missing,
        long dropped) {

    static Coverage of(ServerHistory history) {
        List<PastRun> runs = history.runs();
        Attempts attempts = new Attempts();
        history.kinds().forEach(attempts::add);
        return new Coverage(
                runs.size(),
                (int) runs.stream().filter(run -> run.start() != null).count(),
                (int) runs.stream().filter(run -> run.stop() == null).count(),
                modes(runs),
                values(runs, "hooks"),
                values(runs, "jdk"),
                values(runs, "other_agents"),
                openings(runs),
                explained(runs, "unlabelled"),
                values(runs, "unread_requests"),
                explained(runs, "unheard"),
                values(runs, RunEvent.WARNING),
                attempts.all,
                attempts.uncertain,
                attempts.withoutCall,
                attempts.unattributed,
                attempts.overflow,
                runs.stream().mapToLong(PastRun::missing).sum(),
                dropped(runs));
    }

    /** Whether something of it keeps "no violations" from meaning what it says. */
    public boolean hasHoles() {
        return withStart < runs || missing > 0 || dropped > 0 || overflow > 0;
    }

    private static SortedSet<String> modes(List<PastRun> runs) {
        SortedSet<String> modes = new TreeSet<>();
        for (PastRun run : runs) {
            if (run.start() != null) {
                modes.add(mode(run));
            }
        }
        return modes;
    }

    /** {@code learning}, or {@code on violation block, set by the policy}. */
    static String mode(PastRun run) {
        String action = run.text("on_violation");
        if (action == null) {
            return "learning";
        }
        String setBy = run.text("on_violation_set_by");
        return "on violation "
                + action
                + (setBy == null || setBy.equals("policy") ? "" : ", set by " + setBy);
    }

    private static SortedSet<String> values(List<PastRun> runs, String fact) {
        SortedSet<String> values = new TreeSet<>();
        for (PastRun run : runs) {
            add(values, run.start(), fact);
            run.sessions().forEach(session -> add(values, session, fact));
        }
        return values;
    }

    private static void add(SortedSet<String> values, RunEvent event, String fact) {
        if (event != null && event.facts().get(fact) != null) {
            values.add(event.facts().get(fact).toString());
        }
    }

    private static SortedSet<String> openings(List<PastRun> runs) {
        SortedSet<String> openings = values(runs, "opened_packages");
        values(runs, "manifest_openings").forEach(opening -> openings.add(opening + " (manifest)"));
        return openings;
    }

    private static SortedSet<String> explained(List<PastRun> runs, String fact) {
        SortedSet<String> explained = new TreeSet<>();
        for (PastRun run : runs) {
            for (RunEvent session : run.sessions()) {
                Object library = session.facts().get(fact);
                if (library != null) {
                    explained.add(library + ": " + session.facts().get("why"));
                }
            }
        }
        return explained;
    }

    private static long dropped(List<PastRun> runs) {
        return runs.stream().mapToLong(PastRun::dropped).sum();
    }

    private static final class Attempts {
        private long all;
        private long uncertain;
        private long withoutCall;
        private long unattributed;
        private long overflow;

        void add(Kind kind) {
            Certainty certainty = kind.calls().certainty();
            all += kind.count();
            uncertain += kind.calls().isUncertain() ? kind.count() : 0;
            withoutCall += certainty == Certainty.NONE ? kind.count() : 0;
            unattributed += certainty == null ? kind.count() : 0;
            overflow += kind.isOthers() ? kind.count() : 0;
        }
    }
}
