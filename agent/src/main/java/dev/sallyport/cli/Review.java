package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.history.History;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = "Shows what guarded servers did, and what was refused.",
        footer = {
            "",
            "Exit codes: 0 no violation, 1 violations, 2 unusable input or no run recorded."
        })
final class Review implements Callable<Integer> {
    /** As it stands in a refusal; clients append {@code : host/address} to what they are told. */
    private static final Pattern VIOLATION = Pattern.compile("(v[0-9a-f]{6})[:;,.)]*");

    /** What rows are put together by. */
    enum Grouping {
        DESTINATION,
        TOOL
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILES",
            arity = "0..*",
            description = {
                "Event files or folders of them; by default all below",
                "~/.sallyport/events. A violation's id (as v3a91c2) shows that one only."
            })
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = {
                "destination (default), or tool: where each tool goes, by",
                "which code, how often; what no call was in progress for has",
                "a group of its own."
            })
    private Grouping by = Grouping.DESTINATION;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Set<String> ids = new HashSet<>();
        List<Path> given = given(ids);
        History history = Recorded.read(given, err);
        if (history == null) {
            return Exit.UNUSABLE;
        }
        List<Summary> servers =
                history.servers().stream().map(server -> new Summary(server, ids)).toList();
        tellLastFailure(servers, err);
        if (servers.stream().allMatch(server -> server.startedRuns() == 0)) {
            err.println("No run recorded in " + Recorded.named(Recorded.places(given)) + ".");
            return Exit.UNUSABLE;
        }
        return print(servers, ids, history.unreadable());
    }

    private List<Path> given(Set<String> ids) {
        List<Path> given = new ArrayList<>();
        for (String argument : arguments) {
            Matcher violation = VIOLATION.matcher(argument);
            if (violation.matches() && !Files.exists(Path.of(argument))) {
                ids.add(violation.group(1));
            } else {
                given.add(Path.of(argument));
            }
        }
        return given;
    }

    /** A server that did not start left no run; clients show only "failed". */
    private void tellLastFailure(List<Summary> servers, PrintWriter err) {
        if (Home.lastFailure() == null || !arguments.isEmpty()) {
            return;
        }
        long lastStart = servers.stream().mapToLong(Summary::lastStart).max().orElse(0);
        LastFailure.read(Home.lastFailure().toPath())
                .filter(failure -> failure.time() > lastStart)
                .ifPresent(
                        failure ->
                                err.println(
                                        "The last start failed, "
                                                + TIME.format(Instant.ofEpochMilli(failure.time()))
                                                + ": "
                                                + Shown.text(failure.message())));
    }

    private int print(List<Summary> summaries, Set<String> ids, long unreadable) {
        PrintWriter out = spec.commandLine().getOut();
        long violations = 0;
        long shown = 0;
        for (Summary summary : summaries) {
            List<Row> rows = summary.rows();
            if (ids.isEmpty() || !rows.isEmpty()) {
                violations += summary.violations();
                shown += rows.size();
                print(out, summary, rows);
            }
        }
        if (!ids.isEmpty() && shown == 0) {
            spec.commandLine().getErr().println("No such violation: " + String.join(", ", ids));
            return Exit.UNUSABLE;
        }
        if (unreadable > 0) {
            out.println(unreadable + " lines were no events and passed over.");
        }
        out.println(violations == 0 ? "No violations." : counted(violations, "violation") + ".");
        return violations == 0 ? Exit.FINE : Exit.FOUND;
    }

    private void print(PrintWriter out, Summary summary, List<Row> rows) {
        out.println(
                Shown.text(summary.server())
                        + ": "
                        + counted(summary.runs(), "run")
                        + (summary.runs() == summary.startedRuns()
                                ? ""
                                : " (" + summary.startedRuns() + " with a start on record)")
                        + ", "
                        + String.join(", then ", summary.modes())
                        + (summary.missing() == 0
                                ? ""
                                : ", " + counted(summary.missing(), "event") + " missing")
                        + (summary.dropped() == 0
                                ? ""
                                : ", "
                                        + counted(summary.dropped(), "allowed attempt")
                                        + " dropped to keep to the limit"));
        for (String identity : summary.identities()) {
            out.println("  " + identity);
        }
        if (by == Grouping.TOOL) {
            new ByTool(rows).print(out);
        } else if (!rows.isEmpty()) {
            Table table =
                    new Table(
                            "VERDICT",
                            "DESTINATION",
                            "TOOL",
                            "CALLER",
                            "REASON",
                            "COUNT>",
                            "FIRST SEEN",
                            "LAST SEEN",
                            "ID");
            for (Row row : rows) {
                table.add(
                        row.verdict(),
                        row.destination(),
                        row.tools(),
                        row.caller(),
                        row.reason(),
                        Long.toString(row.count()),
                        TIME.format(Instant.ofEpochMilli(row.first())),
                        TIME.format(Instant.ofEpochMilli(row.last())),
                        row.violation());
            }
            table.print(out);
        }
        out.println();
    }

    static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
