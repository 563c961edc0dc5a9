package dev.sallyport.cli;

import dev.sallyport.cli.edit.Evidence;
import dev.sallyport.cli.edit.NotProposed;
import dev.sallyport.cli.edit.PolicyFileEdit;
import dev.sallyport.cli.edit.PolicyText;
import dev.sallyport.cli.edit.Proposal;
import dev.sallyport.cli.edit.Proposer;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.cli.report.Wording;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Table;
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
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = "Proposes a policy from what a server was seen to do.",
        footer = {
            "",
            "What was refused, and what only claimed a name, is never taken in; what deserves a",
            "second look (one run only, no tool call in progress, an odd port, code that goes",
            "nowhere else ...) is marked here and in the policy. Nothing is taken away from a policy",
            "that is there, unless --remove-unused.",
            "",
            "Exit codes: 0 fine, 1 declined, 2 unusable input, or nobody to ask."
        })
final class Baseline implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "SERVER|FILES",
            arity = "1..*",
            description = "A server's name, or event files and folders.")
    private List<String> named;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = {
                "The policy; by default the one that the last run had, else",
                "SERVER.policy.json here."
            })
    private Path policy;

    @Option(names = "--write", description = "Write policy and evidence, once that is approved.")
    private boolean write;

    @Option(
            names = "--wildcards",
            description = {
                "Put three or more names directly below one owner's domain",
                "together as *.DOMAIN."
            })
    private boolean wildcards;

    @Option(
            names = "--reported",
            description = "Also take in what a policy reported as a violation and let go.")
    private boolean reported;

    @Option(
            names = "--unused-for",
            paramLabel = "N",
            defaultValue = "20",
            description = "Tell entries that none of the last N runs used (default: 20).")
    private int unusedFor;

    @Option(names = "--remove-unused", description = "Remove those entries.")
    private boolean removeUnused;

    @Mixin private Approver approver;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ServerHistory history = new Past(err).ofOne(named);
        if (history == null) {
            return Exit.UNUSABLE;
        }
        PolicyFileEdit edit = new Past(err).policyOf(history, policy);
        if (edit == null) {
            return Exit.UNUSABLE;
        }
        Proposal proposal =
                Proposer.propose(
                        history,
                        edit.original(),
                        new Proposer.Wishes(wildcards, reported, Math.max(1, unusedFor)),
                        Suffixes.read(),
                        LocalDate.now(ZoneOffset.UTC).toEpochDay());
        print(out, history, proposal);
        PolicyText edited = removeUnused ? proposal.withoutUnused() : proposal.edited();
        PolicyChange change = new PolicyChange("baseline", history.server(), out, err);
        boolean changes = change.show(edit, edited);
        if (!write) {
            out.println(changes ? "Nothing was written; --write does it, once approved." : "");
            return Exit.FINE;
        }
        Evidence evidence = new Evidence(edit.file(), history.server());
        return change.write(edit, edited, approver, approval -> evidence.write(history, proposal));
    }

    private void print(PrintWriter out, ServerHistory history, Proposal proposal) {
        out.println(
                Shown.text(history.server())
                        + ": "
                        + Wording.counted(proposal.runs(), "run")
                        + " on record"
                        + (proposal.runs() == 1 ? "; let it run more often before you hold it" : "")
                        + ".");
        out.println();
        Table table = new Table("", "RULE", "RUNS>", "COUNT>", "SECOND LOOK");
        for (Proposal.Backed entry : proposal.entries()) {
            table.add(
                    entry.isNew() ? "new" : "",
                    Shown.text(entry.rule()),
                    Integer.toString(entry.uses().runs().size()),
                    Long.toString(entry.uses().count()),
                    Shown.text(String.join("; ", entry.marks())));
        }
        table.print(out);
        out.println();
        printRest(out, proposal);
    }

    private void printRest(PrintWriter out, Proposal proposal) {
        if (!proposal.notProposed().isEmpty()) {
            out.println("Not proposed:");
            for (NotProposed not : proposal.notProposed()) {
                String id = not.violation() == null ? "" : " (" + Shown.text(not.violation()) + ")";
                out.println("  " + Shown.text(not.what()) + id + ": " + Shown.text(not.why()));
            }
            out.println();
        }
        for (Proposal.Backed entry : proposal.unused()) {
            out.println(
                    "Not used in the last "
                            + unusedFor
                            + " runs: "
                            + Shown.text(entry.rule())
                            + (removeUnused ? "; it goes" : "; --remove-unused takes it out"));
        }
        for (String parent : proposal.wildcards()) {
            out.println(
                    "Several names below "
                            + parent
                            + ": --wildcards makes *."
                            + parent
                            + " of them");
        }
        for (String parent : proposal.refusedWildcards()) {
            out.println(
                    "Several names below "
                            + parent
                            + ", where anybody can have one: they stay as they are");
        }
    }
}
