package dev.sallyport.cli;

import dev.sallyport.cli.edit.Approval;
import dev.sallyport.cli.edit.NotApprovedException;
import dev.sallyport.cli.edit.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** What every command has that changes what a server may do: a mixin. */
final class Approver {
    @Option(
            names = "--approved-by",
            paramLabel = "NAME",
            description = {
                "Who approves this, for the record. Without it the terminal is",
                "asked; where there is none, nothing is changed."
            })
    private String name;

    /** What waits for a yes. */
    interface Change {
        /** Does it, and returns the exit code. */
        int by(Approval approval) throws Exception;
    }

    /** Asks, and does it or says why not. */
    int approve(String question, PrintWriter err, Change change) throws Exception {
        Approval approval;
        try {
            approval = Approval.ask(question, name, Terminal.ofThisProcess());
        } catch (NotApprovedException not) {
            err.println(not.getMessage());
            return not.isDeclined() ? Exit.FOUND : Exit.UNUSABLE;
        }
        return change.by(approval);
    }
}
