package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.edit.Approval;
import dev.sallyport.cli.edit.Evidence;
import dev.sallyport.cli.edit.MainJarSeen;
import dev.sallyport.cli.edit.NotProposed;
import dev.sallyport.cli.edit.PolicyFileEdit;
import dev.sallyport.cli.edit.PolicyText;
import dev.sallyport.cli.edit.Proposal;
import dev.sallyport.cli.edit.Proposer;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.cli.report.Dismissal;
import dev.sallyport.cli.report.Reviewed;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.Artifact;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "accept-update",
        mixinStandardHelpOptions = true,
        description = {
            "Approves what is new of a server by one answer.",
            "Its jar, where it goes, and which code goes there, since its policy was",
            "approved."
        },
        footer = {
            "",
            "What the policy blocked is not taken in: run the new version with",
            "on-violation=report first, or see: sallyport allow.",
            "",
            "Exit codes: 0 fine, 1 declined, 2 unusable input, or nobody to ask."
        })
final class AcceptUpdate implements Callable<Integer> {
    private static final LocalDate FOR_GOOD = LocalDate.of(9999, 12, 31);

    private static final int SHOWN_OF_HASH = 12;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SERVER", description = "Its name.")
    private String named;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy; by default the one that the last run had.")
    private Path policy;

    @Mixin private Approver approver;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ServerHistory history = new Past(err).ofOne(List.of(named));
        if (history == null) {
            return Exit.UNUSABLE;
        }
        PolicyFileEdit edit = new Past(err).policyOf(history, policy);
        if (edit == null) {
            return Exit.UNUSABLE;
        }
        if (edit.isNew()) {
            err.println(edit.file() + ": no such policy; sallyport baseline makes one");
            return Exit.UNUSABLE;
        }
        Proposal proposal =
                Proposer.propose(
                        history,
                        edit.original(),
                        new Proposer.Wishes(false, true, Integer.MAX_VALUE),
                        Suffixes.read(),
                        LocalDate.now(ZoneOffset.UTC).toEpochDay());
        MainJarSeen seen = MainJarSeen.last(history);
        Evidence evidence = new Evidence(edit.file(), history.server());
        printJar(out, edit.original().policy().artifact(), seen);
        printNew(out, proposal, evidence);
        PolicyText edited =
                seen == null || isApproved(edit.original().policy().artifact(), seen)
                        ? proposal.edited()
                        : proposal.edited().set("artifact", seen.artifact());
        PolicyChange change = new PolicyChange("accept-update", history.server(), out, err);
        return change.show(edit, edited)
                ? change.write(
                        edit,
                        edited,
                        approver,
                        approval -> {
                            evidence.write(history, proposal);
                            settle(history, seen, approval);
                        })
                : Exit.FINE;
    }

    /** That it is another jar is answered for good: its id stands for this jar alone. */
    private static void settle(ServerHistory history, MainJarSeen seen, Approval approval)
            throws IOException {
        if (seen == null || Home.folder() == null) {
            return;
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Dismissal accepted = new Dismissal(approval.by(), today, FOR_GOOD, "update accepted");
        for (Kind kind : history.kinds()) {
            if (kind.activity() == Activity.MAIN_JAR
                    && seen.sha256().equals(kind.target().sha256())) {
                Reviewed.read(Home.folder(), history.server(), today)
                        .dismiss(kind.outcome().violation(), accepted);
            }
        }
    }

    private static boolean isApproved(Artifact artifact, MainJarSeen seen) {
        return artifact != null && artifact.sha256().contains(seen.sha256());
    }

    private static void printJar(PrintWriter out, Artifact artifact, MainJarSeen seen) {
        if (seen == null) {
            out.println("No run says which jar it was started from.");
        } else if (isApproved(artifact, seen)) {
            out.println("Main jar: as approved, " + shown(seen));
        } else {
            String was =
                    artifact == null
                            ? "none was approved"
                            : Shown.text(artifact.name()) + " " + cut(artifact.sha256().get(0));
            out.println("Main jar: " + was + " -> " + shown(seen));
        }
    }

    private static String shown(MainJarSeen seen) {
        String name = seen.coordinates() == null ? seen.name() : seen.coordinates();
        return Shown.text(name) + " " + cut(seen.sha256());
    }

    private static String cut(String sha256) {
        return sha256.substring(0, Math.min(SHOWN_OF_HASH, sha256.length()));
    }

    private static void printNew(PrintWriter out, Proposal proposal, Evidence evidence)
            throws IOException {
        for (Proposal.Backed entry : proposal.entries()) {
            String marks =
                    entry.marks().isEmpty() ? "" : " (" + String.join("; ", entry.marks()) + ")";
            if (entry.isNew()) {
                out.println("New: " + Shown.text(entry.rule() + marks));
            } else {
                for (String caller : evidence.newCallers(entry)) {
                    out.println("New caller of " + Shown.text(entry.rule() + ": " + caller));
                }
            }
        }
        for (NotProposed not : proposal.notProposed()) {
            out.println("Left out: " + Shown.text(not.what() + ": " + not.why()));
        }
        out.println();
    }
}
