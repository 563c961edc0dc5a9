package dev.sallyport.cli;

import dev.sallyport.cli.text.Shown;
import dev.sallyport.policy.Policy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tells every error of a policy file, with line, column and key.",
        footer = {"", "Exit codes: 0 valid, 2 invalid or unreadable."})
final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "POLICY", description = "The policy file.")
    private Path file;

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
        return Exit.FINE;
    }
}
