package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.report.HtmlReport;
import dev.sallyport.cli.report.JsonReport;
import dev.sallyport.cli.report.PrivateFile;
import dev.sallyport.cli.report.Report;
import dev.sallyport.cli.report.SarifReport;
import dev.sallyport.cli.report.TerminalReport;
import dev.sallyport.cli.report.Times;
import dev.sallyport.cli.text.Screen;
import dev.sallyport.cli.text.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
            "What review shows on a terminal is no longer new from then on, where the",
            "events are the usual ones; a pipe, --json and --sarif see nothing for you.",
            "",
            "Exit codes: 0 no violation, 1 violations, 2 unusable input or no run recorded.",
            "What was dismissed does not count until its date is over."
        })
final class Review implements Callable<Integer> {
    /** As it stands in a refusal; clients append {@code : host/address} to what they are told. */
    static final Pattern VIOLATION = Pattern.compile("(v[0-9a-f]{6})[:;,.)]*");

    private static final Path STDOUT = Path.of("-");

    /** What rows are put together by. */
    enum Grouping {
        DESTINATION,
        TOOL
    }

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
                "destination (default), or tool: where each tool goes,",
                "by which code, how often; what no call was in progress",
                "for has a group of its own."
            })
    private Grouping by = Grouping.DESTINATION;

    @Option(names = "--new", description = "Only violations that nobody has seen yet.")
    private boolean onlyNew;

    @Option(
            names = "--all",
            description = "On a terminal: all of it, more than a screen if need be.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object; its schema: schema review.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = {
                "Write a page for browsers that needs nothing else:",
                "filter, sort, a map of tools and destinations, the",
                "policy against what was done."
            })
    private Path html;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "-",
            description = "Write SARIF 2.1.0, for CI; - or no FILE prints it.")
    private Path sarif;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Set<String> ids = new HashSet<>();
        List<Path> given = given(ids);
        History history = Recorded.read(given, err);
        if (history == null) {
            return Exit.UNUSABLE;
        }
        tellLastFailure(history, err);
        Report whole = Report.of(history, Home.folder(), Instant.now());
        if (!whole.hasStart()) {
            err.println("No run recorded in " + Recorded.named(Recorded.places(given)) + ".");
            return Exit.UNUSABLE;
        }
        Report asked = ids.isEmpty() ? whole : whole.only(ids);
        if (asked.servers().isEmpty()) {
            err.println("No such violation: " + String.join(", ", ids));
            return Exit.UNUSABLE;
        }
        Report report = onlyNew ? asked.onlyNew() : asked;
        if (!write(report, err)) {
            return Exit.UNUSABLE;
        }
        print(report, !ids.isEmpty());
        return report.open() == 0 ? Exit.FINE : Exit.FOUND;
    }

    /** The files that were asked for; the report on the terminal stays. */
    private boolean write(Report report, PrintWriter err) {
        boolean page = html == null || write(html, to -> to.write(HtmlReport.of(report)), err);
        boolean toFile = sarif != null && !sarif.equals(STDOUT);
        return page && (!toFile || write(sarif, to -> sarif(report, to), err));
    }

    private static void sarif(Report report, Writer to) throws IOException {
        SarifReport.write(report, Path.of("").toAbsolutePath(), to);
    }

    private static boolean write(Path file, PrivateFile.Content content, PrintWriter err) {
        // "--sarif events/" and "--sarif run.jsonl" mean to read these, not to lose them.
        if (Files.isDirectory(file) || file.toString().endsWith(".jsonl")) {
            err.println(file + ": holds events and is not written over; write --sarif=FILE");
            return false;
        }
        try {
            PrivateFile.write(file, content);
            return true;
        } catch (IOException unwritable) {
            err.println(file + ": cannot be written: " + unwritable);
            return false;
        }
    }

    private void print(Report report, boolean asked) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonReport.write(report, out);
            out.println();
        } else if (STDOUT.equals(sarif)) {
            sarif(report, out);
            out.println();
        } else {
            Screen terminal = Display.screen(spec);
            Screen screen = all || asked ? terminal.endless() : terminal;
            Set<String> shown = new TerminalReport(out, screen, focus(asked)).print(report);
            if (!terminal.isEndless()) {
                see(report.only(shown));
            }
        }
    }

    /** A person has had it on a terminal; what is elsewhere than usual is somebody else's. */
    private void see(Report report) throws IOException {
        boolean everyday = arguments.stream().allMatch(a -> VIOLATION.matcher(a).matches());
        if (everyday) {
            report.see(Home.folder());
        }
    }

    private TerminalReport.Focus focus(boolean asked) {
        if (by == Grouping.TOOL) {
            return TerminalReport.Focus.BY_TOOL;
        }
        if (asked) {
            return TerminalReport.Focus.DETAILS;
        }
        return onlyNew ? TerminalReport.Focus.FINDINGS : TerminalReport.Focus.ALL;
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
    private void tellLastFailure(History history, PrintWriter err) {
        if (Home.lastFailure() == null || !arguments.isEmpty()) {
            return;
        }
        long lastStart = Report.lastStart(history);
        LastFailure.read(Home.lastFailure().toPath())
                .filter(failure -> failure.time() > lastStart)
                .ifPresent(
                        failure ->
                                err.println(
                                        "The last start failed, "
                                                + Times.local(failure.time())
                                                + ": "
                                                + Shown.text(failure.message())));
    }
}
