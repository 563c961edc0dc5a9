package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.edit.PolicyFileEdit;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.Progress;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.policy.PolicyException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds what is on record of a server that a command names, and where its policy lies. */
final class Past {
    private final PrintWriter err;

    Past(PrintWriter err) {
        this.err = err;
    }

    /**
     * What one server did.
     *
     * @param named its name, or event files and folders of it
     * @return {@code null} after it was said why there is none
     */
    ServerHistory ofOne(List<String> named) throws IOException {
        History history = read(places(named));
        if (history == null) {
            return null;
        }
        Collection<ServerHistory> servers = history.servers();
        if (servers.size() == 1) {
            return servers.iterator().next();
        }
        ServerHistory same = named.size() == 1 ? history.server(named.get(0)) : null;
        if (same == null) {
            List<String> names = new ArrayList<>();
            servers.forEach(server -> names.add(Shown.text(server.server())));
            err.println(
                    servers.isEmpty()
                            ? "Nothing is on record of " + Shown.text(String.join(", ", named))
                            : "Events of several servers; name one of: "
                                    + String.join(", ", names));
        }
        return same;
    }

    /** All that is on record of anybody; {@code null} after it was said why there is nothing. */
    History ofAll() throws IOException {
        File events = Home.events();
        if (events == null || !events.isDirectory()) {
            err.println("Nothing is on record yet.");
            return null;
        }
        return read(List.of(events.toPath()));
    }

    private static List<Path> places(List<String> named) {
        List<Path> places = new ArrayList<>();
        for (String name : named) {
            File events = Home.events();
            File folder = events == null ? null : new File(events, Home.folderName(name));
            boolean server = folder != null && folder.isDirectory();
            places.add(server ? folder.toPath() : Path.of(name));
        }
        return places;
    }

    private History read(List<Path> places) throws IOException {
        try {
            return History.read(places, err::println, Progress.NONE);
        } catch (NoSuchFileException missing) {
            err.println(
                    "Nothing is on record of "
                            + Shown.text(missing.getMessage())
                            + ": neither a server's name nor a file");
            return null;
        }
    }

    /**
     * A server's policy, to be edited: as its last run had it, else beside whoever asks.
     *
     * @param given where it lies; {@code null} where nobody says
     * @return {@code null} after it was said what is wrong with it
     */
    PolicyFileEdit policyOf(ServerHistory server, Path given) throws IOException {
        Path file = given != null ? given : placeOf(server);
        try {
            return PolicyFileEdit.open(file, server.server());
        } catch (PolicyException invalid) {
            PolicyFile.tell(invalid, err);
            return null;
        }
    }

    private static Path placeOf(ServerHistory server) {
        Object named = null;
        for (PastRun run : server.runs()) {
            if (run.start() != null) {
                named = run.start().facts().get("policy");
            }
        }
        return named instanceof String path
                ? Path.of(path)
                : Path.of(Home.folderName(server.server()) + ".policy.json");
    }
}
