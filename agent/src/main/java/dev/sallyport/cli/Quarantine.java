package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.edit.ApprovalLog;
import dev.sallyport.cli.text.Shown;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = {
            "Refuses a server everything from its next start on.",
            "Whatever its policy or on-violation says, and with none as well. What it",
            "did stays on record."
        },
        footer = {
            "",
            "A process that runs now goes on as it was: end it.",
            "",
            "Exit codes: 0 done, 1 declined, 2 unusable input, or nobody to ask."
        })
final class Quarantine implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SERVER", description = "Its name, as review shows it.")
    private String server;

    @Option(names = "--lift", description = "End the quarantine, once that is approved.")
    private boolean lift;

    @Mixin private Approver approver;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        File mark = Home.quarantine(server);
        if (mark == null) {
            err.println("This user has no home, so there is no place for a quarantine.");
            return Exit.UNUSABLE;
        }
        return lift ? lift(mark, err) : begin(mark, err);
    }

    /** Nobody is asked: it takes rights away, and may be urgent. */
    private int begin(File mark, PrintWriter err) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Home.makePrivateFolder(mark.getParentFile());
        boolean isNew = mark.createNewFile();
        if (isNew) {
            Home.makePrivate(mark);
            String when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            Files.write(mark.toPath(), (when + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.println(
                Shown.text(server)
                        + (isNew ? " is" : " was already")
                        + " in quarantine: everything is refused from its next start on. A process"
                        + " that runs now goes on; end it.");
        tellIfUnknown(err);
        return Exit.FINE;
    }

    /** A name that was misspelt would guard nobody. */
    private void tellIfUnknown(PrintWriter err) {
        File events = Home.events();
        String[] known = events == null ? null : events.list();
        if (known == null || !Arrays.asList(known).contains(Home.folderName(server))) {
            err.println(
                    "No run of that name is on record below "
                            + events
                            + "; see that it is spelt as the server's launch or policy has it.");
        }
    }

    private int lift(File mark, PrintWriter err) throws Exception {
        if (!mark.exists()) {
            err.println(Shown.text(server) + " is not in quarantine.");
            return Exit.UNUSABLE;
        }
        return approver.approve(
                "Let " + Shown.text(server) + " do again what its policy allows",
                err,
                approval -> {
                    Files.delete(mark.toPath());
                    new ApprovalLog(Home.folder())
                            .add(
                                    approval,
                                    Instant.now(),
                                    "quarantine --lift",
                                    server,
                                    mark.toString(),
                                    null);
                    spec.commandLine()
                            .getOut()
                            .println(
                                    Shown.text(server)
                                            + " is out of quarantine from its next start on.");
                    return Exit.FINE;
                });
    }
}
