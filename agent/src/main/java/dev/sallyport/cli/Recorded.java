package dev.sallyport.cli;

import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.history.History;
import dev.sallyport.event.Event;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** The events that a command is about: those in the places it was given, else all. */
final class Recorded {
    private Recorded() {}

    /**
     * What is on record, or {@code null} after it was told why nothing can be read. A home where
     * nothing was recorded yet is an empty history.
     *
     * @param given files and folders; none means all that the agent wrote for this user
     */
    static History read(List<Path> given, PrintWriter err) {
        return read(given, event -> true, err);
    }

    /** The same of some attempts only, which then are kept apart however many others there are. */
    static History read(List<Path> given, Predicate<Event> only, PrintWriter err) {
        List<Path> places = places(given);
        if (places.isEmpty()) {
            err.println("This user has no home; name the event files.");
            return null;
        }
        if (given.isEmpty() && !Files.exists(places.get(0))) {
            return new History();
        }
        try {
            return History.read(places, only, err::println, ProgressLine.of(err));
        } catch (NoSuchFileException missing) {
            err.println(missing.getFile() + ": no such file");
        } catch (IOException unreadable) {
            err.println(named(places) + ": cannot be read: " + unreadable);
        }
        return null;
    }

    /** The given ones, or the one that the agent writes to; none for a user without a home. */
    static List<Path> places(List<Path> given) {
        File home = Home.events();
        return !given.isEmpty() || home == null ? given : List.of(home.toPath());
    }

    /** The places, or all that they hold; for messages. */
    static String named(List<Path> places) {
        StringJoiner names = new StringJoiner(", ");
        places.forEach(place -> names.add(place.toString()));
        return names.toString();
    }
}
