package dev.sallyport.cli;

import dev.sallyport.cli.edit.Permit;
import dev.sallyport.cli.edit.PolicyFileEdit;
import dev.sallyport.cli.edit.PolicyText;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.text.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "allow",
        mixinStandardHelpOptions = true,
        description = "Adds the narrowest rule that allows a violation to its server's policy.",
        footer = {"", "Exit codes: 0 written, 1 declined or not to be allowed, 2 unusable input."})
final class Allow implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The violation, as v3a91c2.")
    private String id;

    @Parameters(
            paramLabel = "FILES",
            index = "1..*",
            arity = "0..*",
            description = "Server or event files; by default all on record.")
    private List<String> named = List.of();

    @Option(names = "--why", paramLabel = "TEXT", description = "For whoever reads the policy.")
    private String why;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy; by default the one that the last run had.")
    private Path policy;

    @Option(
            names = "--ports",
            split = ",",
            paramLabel = "PORT",
            description = "For a look-up, which tells no port: those of the rule.")
    private List<Integer> ports = List.of();

    @Mixin private Approver approver;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        for (int port : ports) {
            if (port < 1 || port > 65535) {
                throw new ParameterException(
                        spec.commandLine(), "--ports: " + port + " is no port (1 to 65535)");
            }
        }
        ServerHistory server = find(err);
        if (server == null) {
            return Exit.UNUSABLE;
        }
        PolicyFileEdit edit = new Past(err).policyOf(server, policy);
        if (edit == null) {
            return Exit.UNUSABLE;
        }
        if (edit.isNew()) {
            err.println(edit.file() + ": no such policy; name it with --policy FILE");
            return Exit.UNUSABLE;
        }
        return allow(server, edit, err);
    }

    private int allow(ServerHistory server, PolicyFileEdit edit, PrintWriter err) throws Exception {
        List<Kind> kinds = Permit.find(server, id);
        PolicyText edited;
        try {
            edited =
                    Permit.allow(
                            edit.original(),
                            server,
                            kinds,
                            new TreeSet<>(ports),
                            why,
                            LocalDate.now(ZoneOffset.UTC).toEpochDay());
        } catch (Permit.RefusedException refused) {
            err.println(Shown.text(refused.getMessage()));
            return Exit.FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        PolicyChange change = new PolicyChange("allow", server.server(), out, err);
        return change.show(edit, edited)
                ? change.write(edit, edited, approver, approval -> {})
                : Exit.FINE;
    }

    private ServerHistory find(PrintWriter err) throws IOException {
        Past past = new Past(err);
        if (!named.isEmpty()) {
            ServerHistory server = past.ofOne(named);
            if (server != null && Permit.find(server, id).isEmpty()) {
                err.println("No such violation: " + Shown.text(id));
                return null;
            }
            return server;
        }
        History history = past.ofAll();
        ServerHistory found = null;
        for (ServerHistory server :
                history == null ? List.<ServerHistory>of() : history.servers()) {
            if (!Permit.find(server, id).isEmpty()) {
                if (found != null) {
                    err.println("Several servers have it; name one behind the id.");
                    return null;
                }
                found = server;
            }
        }
        if (history != null && found == null) {
            err.println("No such violation: " + Shown.text(id));
        }
        return found;
    }
}
