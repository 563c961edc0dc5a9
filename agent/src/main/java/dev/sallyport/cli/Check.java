package dev.sallyport.cli;

import dev.sallyport.cli.edit.Widening;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.policy.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells every error of a policy file, and what it widens.",
            "Errors with line, column and key; with --against, how it is wider or",
            "narrower than another."
        },
        footer = {
            "",
            "Exit codes: 0 valid and not wider, 1 wider than --against, 2 invalid or unreadable."
        })
final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "POLICY", description = "The policy file.")
    private Path file;

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "What the policy was; for pull requests.")
    private Path against;

    @Override
    public Integer call() {
        Policy policy = PolicyFile.read(file, spec.commandLine().getErr());
        if (policy == null) {
            return Exit.UNUSABLE;
        }
        spec.commandLine()
                .getOut()
                .println(
                        file
                                + ": valid: server "
                                + Shown.text(policy.server())
                                + ", "
                                + policy.allow().size()
                                + " allow, "
                                + policy.deny().size()
                                + " deny, on violation "
                                + policy.onViolation().wire());
        return against == null ? Exit.FINE : compare(policy);
    }

    /** Whoever reads this approves the change: what is let go comes first. */
    private int compare(Policy policy) {
        Policy old = PolicyFile.read(against, spec.commandLine().getErr());
        if (old == null) {
            return Exit.UNUSABLE;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> wider = Widening.of(old, policy);
        List<String> narrower = Widening.of(policy, old);
        for (String line : wider) {
            out.println("WIDER: " + Shown.text(line));
        }
        for (String line : narrower) {
            out.println("NARROWER, without: " + Shown.text(line));
        }
        if (wider.isEmpty() && narrower.isEmpty()) {
            out.println("It allows what " + against + " allows, and nothing more.");
        }
        return wider.isEmpty() ? Exit.FINE : Exit.FOUND;
    }
}
