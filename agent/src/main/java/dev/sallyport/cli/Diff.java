package dev.sallyport.cli;

import dev.sallyport.cli.diff.Change;
import dev.sallyport.cli.diff.Differ;
import dev.sallyport.cli.diff.Difference;
import dev.sallyport.cli.diff.Novelty;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerBuild;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.policy.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what is new about a server, and what is gone.",
            "Against its policy, against other events, or since its last update."
        },
        customSynopsis = {
            "sallyport diff --policy FILE [EVENTS...]",
            "       sallyport diff OLD NEW",
            "       sallyport diff SERVER [--since RUN|VERSION] [--events PLACE]..."
        },
        footer = {
            "",
            "New is a destination (new-host), a known one with another library",
            "(new-caller) or tool (new-tool), a program, a native library, a place",
            "that no tool call was in progress for (no-tool-call), tampering.",
            "",
            "Exit codes: 0 fine, 1 something that --fail-on names, 2 unusable input."
        })
final class Diff implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..*",
            description = "Event files or folders, or the name of a server; see above.")
    private List<String> what = List.of();

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy to hold against.")
    private Path policy;

    @Option(
            names = "--since",
            paramLabel = "RUN",
            description = {
                "With SERVER: the first run to compare, by its number (review",
                "says \"new in run 3 of 5\") or id, or the version or SHA-256 of",
                "its build; by default the first of the build that ran last."
            })
    private String since;

    @Option(
            names = "--events",
            paramLabel = "PLACE",
            description = "With SERVER: where its events are; repeatable.")
    private List<Path> places = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            split = ",",
            description = {
                "Exit with 1 for any of these, comma-separated: new-host,",
                "new-caller, new-tool, new-process, new-library,",
                "no-tool-call, tampering."
            })
    private List<String> failOn = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Set<Novelty> failing = failing();
        List<Difference> differences =
                policy != null ? againstPolicy() : what.size() == 2 ? oldAndNew() : ofServer();
        if (differences == null) {
            return Exit.UNUSABLE;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DiffJson.text(differences));
        } else {
            differences.forEach(difference -> new DiffText(out).print(difference));
        }
        boolean failed =
                differences.stream()
                        .flatMap(difference -> difference.changes().stream())
                        .map(Change::novelty)
                        .anyMatch(failing::contains);
        return failed ? Exit.FOUND : Exit.FINE;
    }

    private Set<Novelty> failing() {
        Set<Novelty> failing = EnumSet.noneOf(Novelty.class);
        for (String name : failOn) {
            Novelty found = null;
            for (Novelty novelty : Novelty.values()) {
                found = novelty.wire().equals(name) ? novelty : found;
            }
            if (found == null) {
                throw unusable(
                        "--fail-on "
                                + name
                                + ": there are new-host, new-caller, new-tool, new-process,"
                                + " new-library, no-tool-call and tampering");
            }
            failing.add(found);
        }
        return failing;
    }

    private List<Difference> againstPolicy() {
        if (since != null || !places.isEmpty()) {
            throw unusable("--since and --events go with a server's name, not with --policy");
        }
        PrintWriter err = spec.commandLine().getErr();
        Policy rules = PolicyFile.read(policy, err);
        List<Path> given = what.stream().map(Path::of).toList();
        History history = rules == null ? null : Recorded.read(given, err);
        if (history == null) {
            return null;
        }
        ServerHistory server = history.server(rules.server());
        if (server == null) {
            return nothing(rules.server(), given);
        }
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        return List.of(Differ.against(rules, policy.toString(), server, today));
    }

    private List<Difference> oldAndNew() {
        if (since != null || !places.isEmpty()) {
            throw unusable("--since and --events go with a server's name, not with OLD and NEW");
        }
        PrintWriter err = spec.commandLine().getErr();
        History before = Recorded.read(List.of(Path.of(what.get(0))), err);
        History after = before == null ? null : Recorded.read(List.of(Path.of(what.get(1))), err);
        if (after == null) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        before.servers().forEach(server -> names.add(server.server()));
        after.servers().forEach(server -> names.add(server.server()));
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            differences.add(Differ.between(before.server(name), after.server(name)));
        }
        if (differences.isEmpty()) {
            err.println("No event in " + what.get(0) + " or " + what.get(1) + ".");
            return null;
        }
        return differences;
    }

    private List<Difference> ofServer() {
        if (what.size() != 1) {
            throw unusable("name a server, or OLD and NEW events, or a --policy");
        }
        String name = what.get(0);
        PrintWriter err = spec.commandLine().getErr();
        History history = Recorded.read(places, err);
        if (history == null) {
            return null;
        }
        ServerHistory server = history.server(name);
        if (server == null) {
            return nothing(name, places);
        }
        int first = since == null ? Differ.lastUpdate(server) : first(server);
        if (first < 0) {
            err.println(name + " has no run or build " + since + "; its builds are");
            builds(server).forEach(build -> err.println("  " + build));
            return null;
        }
        if (first == 0) {
            err.println(
                    server.runs().size() == 1
                            ? "Only one run of " + name + " is on record."
                            : "All runs of "
                                    + name
                                    + " on record are of one build; --since says from which run"
                                    + " on, 2 to "
                                    + server.runs().size()
                                    + ".");
            return null;
        }
        return List.of(Differ.since(server, first));
    }

    private int first(ServerHistory server) {
        List<PastRun> runs = server.runs();
        for (int i = 0; i < runs.size(); i++) {
            ServerBuild build = runs.get(i).build();
            boolean meant =
                    since.equals(runs.get(i).run().id())
                            || since.equals(build.version())
                            || since.equals(build.coordinates())
                            || (since.length() >= 8
                                    && build.sha256() != null
                                    && build.sha256().startsWith(since));
            if (meant) {
                return i;
            }
        }
        return numbered(server);
    }

    /** A number as review has it, from 1 on. */
    private int numbered(ServerHistory server) {
        for (int i = 0; i < server.runs().size(); i++) {
            if (since.equals(Integer.toString(i + 1))) {
                return i;
            }
        }
        return -1;
    }

    private static Set<String> builds(ServerHistory server) {
        Set<String> builds = new TreeSet<>();
        for (PastRun run : server.runs()) {
            builds.add(DiffText.build(run.build()));
        }
        return builds;
    }

    private List<Difference> nothing(String server, List<Path> given) {
        spec.commandLine()
                .getErr()
                .println(
                        "Nothing is on record of "
                                + Shown.text(server)
                                + " in "
                                + Recorded.named(Recorded.places(given))
                                + ".");
        return null;
    }

    private ParameterException unusable(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
