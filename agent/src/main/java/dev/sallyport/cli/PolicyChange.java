package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.agent.record.Sha256;
import dev.sallyport.cli.edit.Approval;
import dev.sallyport.cli.edit.ApprovalLog;
import dev.sallyport.cli.edit.PolicyFileEdit;
import dev.sallyport.cli.edit.PolicyText;
import dev.sallyport.cli.text.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Shows what would change in a policy, asks, writes, and keeps on record who said yes. */
final class PolicyChange {
    private final String command;
    private final String server;
    private final PrintWriter out;
    private final PrintWriter err;

    /** What is written along with the policy. */
    interface Companion {
        void write(Approval approval) throws IOException;
    }

    PolicyChange(String command, String server, PrintWriter out, PrintWriter err) {
        this.command = command;
        this.server = server;
        this.out = out;
        this.err = err;
    }

    /** Prints the difference; says so where there is none. */
    boolean show(PolicyFileEdit edit, PolicyText edited) {
        List<String> diff = edit.diff(edited);
        if (diff.isEmpty()) {
            out.println(edit.file() + " stays as it is.");
            return false;
        }
        for (String line : diff) {
            out.println(Shown.text(line));
        }
        return true;
    }

    /** Asks, and writes. */
    int write(PolicyFileEdit edit, PolicyText edited, Approver approver, Companion companion)
            throws Exception {
        out.flush();
        return approver.approve(
                "Write " + Shown.text(edit.file().toString()),
                err,
                approval -> {
                    edit.write(edited);
                    companion.write(approval);
                    new ApprovalLog(Home.folder())
                            .add(
                                    approval,
                                    Instant.now(),
                                    command,
                                    server,
                                    edit.file().toString(),
                                    Sha256.of(edited.bytes()));
                    out.println("Written: " + edit.file() + ", approved by " + approval.by() + ".");
                    return Exit.FINE;
                });
    }
}
