package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.edit.ApprovalLog;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.report.Dismissal;
import dev.sallyport.cli.report.Finding;
import dev.sallyport.cli.report.Report;
import dev.sallyport.cli.report.Reviewed;
import dev.sallyport.cli.text.Shown;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dismiss",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a violation be until a date.",
            "review still shows it, as dismissed by whom and why, and does not fail on",
            "it. The policy stays as it is, and what it refuses is refused."
        },
        footer = {
            "",
            "Exit codes: 0 dismissed, 1 declined, 2 unusable input or nobody to approve."
        })
final class Dismiss implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private Approver approver;

    @Parameters(paramLabel = "ID", description = "The violation, as v3a91c2.")
    private String id;

    @Parameters(
            paramLabel = "FILES",
            arity = "0..*",
            index = "1..*",
            description = "Where its events lie; by default ~/.sallyport/events.")
    private List<Path> files = List.of();

    @Option(
            names = "--until",
            required = true,
            paramLabel = "DATE",
            description = "The last day, in UTC, as 2027-01-31.")
    private String until;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "For the record.")
    private String why;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate last = last(today);
        if (why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--why needs a reason");
        }
        File home = Home.folder();
        if (home == null) {
            err.println("This user has no home to keep decisions in.");
            return Exit.UNUSABLE;
        }
        History history = Recorded.read(files, err);
        if (history == null) {
            return Exit.UNUSABLE;
        }
        List<Finding> found =
                Report.of(history, home, now).only(Set.of(id)).servers().stream()
                        .flatMap(server -> server.findings().stream())
                        .filter(finding -> finding.counts().isViolation())
                        .toList();
        if (found.isEmpty()) {
            err.println("No such violation: " + Shown.text(id));
            return Exit.UNUSABLE;
        }
        Finding finding = found.get(0);
        return approver.approve(
                "Dismiss " + what(finding) + " until " + last,
                err,
                approval -> {
                    Reviewed.read(home, finding.server(), today)
                            .dismiss(id, new Dismissal(approval.by(), today, last, why.strip()));
                    new ApprovalLog(home).add(approval, now, "dismiss", finding.server(), id, null);
                    spec.commandLine()
                            .getOut()
                            .println("Dismissed " + what(finding) + " until " + last + ".");
                    return Exit.FINE;
                });
    }

    private static String what(Finding finding) {
        return Shown.text(finding.id())
                + " ("
                + Shown.text(finding.server())
                + " -> "
                + Shown.text(finding.destination())
                + ")";
    }

    private LocalDate last(LocalDate today) {
        try {
            LocalDate date = LocalDate.parse(until);
            if (!date.isBefore(today)) {
                return date;
            }
        } catch (DateTimeException noDate) {
            throw new ParameterException(
                    spec.commandLine(), "--until " + until + " is no date, as 2027-01-31", noDate);
        }
        throw new ParameterException(spec.commandLine(), "--until " + until + " is over");
    }
}
