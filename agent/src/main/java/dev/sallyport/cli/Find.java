package dev.sallyport.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.history.Wanted;
import dev.sallyport.cli.report.Row;
import dev.sallyport.cli.report.Times;
import dev.sallyport.cli.report.Wording;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = "Shows which servers went to a host, ran a program or loaded a library.",
        footer = {"", "Exit codes: 0 none did, 1 some did or tried, 2 unusable input."})
final class Find implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = {
                "A host's name; *.example.com for one label more, **.example.com",
                "for any number; an address or a range as 192.0.2.0/24; a part",
                "of the path of a program, library or unix socket."
            })
    private String host;

    @Parameters(
            index = "1..*",
            paramLabel = "EVENTS",
            description = "Event files or folders; by default all below ~/.sallyport/events.")
    private List<Path> places = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        History history = Recorded.read(places, wanted(), spec.commandLine().getErr());
        if (history == null) {
            return Exit.UNUSABLE;
        }
        boolean found = history.servers().stream().anyMatch(server -> !server.kinds().isEmpty());
        if (json) {
            spec.commandLine().getOut().println(json(history));
        } else {
            print(history, found);
        }
        return found ? Exit.FOUND : Exit.FINE;
    }

    private Wanted wanted() {
        try {
            return Wanted.parse(host);
        } catch (IllegalArgumentException nothing) {
            throw new ParameterException(
                    spec.commandLine(), "find: " + nothing.getMessage(), nothing);
        }
    }

    private void print(History history, boolean found) {
        PrintWriter out = spec.commandLine().getOut();
        if (!found) {
            long runs = history.servers().stream().mapToLong(server -> server.runs().size()).sum();
            out.println(
                    Shown.text(host)
                            + ": nowhere in "
                            + Wording.counted(runs, "run")
                            + " of "
                            + Wording.counted(history.servers().size(), "server")
                            + ".");
            return;
        }
        Table table =
                new Table(
                        "SERVER",
                        "VERDICT",
                        "DESTINATION",
                        "TOOL",
                        "CALLER",
                        "REASON",
                        "COUNT>",
                        "RUNS>",
                        "FIRST SEEN",
                        "LAST SEEN",
                        "ID");
        for (ServerHistory server : history.servers()) {
            for (Kind kind : server.kinds()) {
                add(table, server, kind);
            }
        }
        table.print(out);
    }

    private static void add(Table table, ServerHistory server, Kind kind) {
        Row row = Row.of(kind);
        table.add(
                Shown.text(server.server()),
                row.verdict(),
                row.destination(),
                row.tools(),
                row.caller(),
                row.reason(),
                Long.toString(row.count()),
                Integer.toString(kind.runs().size()),
                Times.local(row.first()),
                Times.local(row.last()),
                row.violation());
    }

    private String json(History history) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", 1);
        root.put("find", host);
        ArrayNode found = root.putArray("found");
        for (ServerHistory server : history.servers()) {
            for (Kind kind : server.kinds()) {
                KindJson.put(found.addObject().put("server", server.server()), kind);
            }
        }
        return root.toPrettyString();
    }
}
