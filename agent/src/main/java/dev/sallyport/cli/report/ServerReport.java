package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a person is to see of one server.
 *
 * @param policy of its latest run that says which
 * @param modes what held, the latest last, without repeats
 * @param identities who the server says it is, and what it was started from
 * @param axis of all its timelines
 * @param findings what was denied, violations first
 * @param rows all that it did, by what a person would call the same
 * @param difference between what it did and what its policy lists; {@code null} where that policy
 *     cannot be had
 */
public record ServerReport(
        String server,
        RunPolicy policy,
        List<String> modes,
        List<String> identities,
        Axis axis,
        Coverage coverage,
        List<Finding> findings,
        List<Row> rows,
        Difference difference) {

    static ServerReport of(ServerHistory history, Reviewed reviewed, Neighbours neighbours) {
        List<PastRun> runs = history.runs();
        RunPolicy policy = latestPolicy(runs);
        Axis axis = axis(history);
        return new ServerReport(
                history.server(),
                policy,
                modes(runs),
                identities(runs),
                axis,
                Coverage.of(history),
                new Findings(history, policy, reviewed, neighbours, axis).all(),
                Row.of(history, history.kinds()),
                policy.policy() == null ? null : Difference.of(policy, history));
    }

    public Sums sums() {
        return Sums.of(findings);
    }

    /** The same with some of the findings. */
    ServerReport only(Predicate<Finding> wanted) {
        return new ServerReport(
                server,
                policy,
                modes,
                identities,
                axis,
                coverage,
                findings.stream().filter(wanted).toList(),
                rows,
                difference);
    }

    private static RunPolicy latestPolicy(List<PastRun> runs) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).start() != null) {
                return RunPolicy.of(runs.get(i));
            }
        }
        return RunPolicy.of(runs.get(runs.size() - 1));
    }

    private static Axis axis(ServerHistory history) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Kind kind : history.kinds()) {
            first = Math.min(first, kind.first());
            last = Math.max(last, kind.last());
        }
        return Axis.of(Math.min(first, last), last);
    }

    private static List<String> modes(List<PastRun> runs) {
        List<String> modes = new ArrayList<>();
        for (PastRun run : runs) {
            if (run.start() != null) {
                String mode = Coverage.mode(run);
                modes.remove(mode);
                modes.add(mode);
            }
        }
        return List.copyOf(modes);
    }

    private static List<String> identities(List<PastRun> runs) {
        Set<String> identities = new LinkedHashSet<>();
        for (PastRun run : runs) {
            run.sessions().stream()
                    .map(session -> new Identity(session).line())
                    .filter(line -> line != null)
                    .forEach(identities::add);
        }
        return List.copyOf(identities);
    }
}
