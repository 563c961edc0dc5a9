package dev.sallyport.cli;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Event files, read line by line. A line that is no event (torn by a kill, or foreign) is told with
 * its place and passed over.
 */
final class EventFiles {
    private static final int TOLD = 10;

    private final PrintWriter err;
    private final EventReader reader = new EventReader();
    private long unreadable;

    /** Who is told of what was read. */
    interface Sink {
        void event(Event event);

        void run(RunEvent event);
    }

    EventFiles(PrintWriter err) {
        this.err = err;
    }

    /** The event files of a folder and those below it, or the file itself; oldest first. */
    static List<Path> below(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jsonl"))
                    .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
                    .toList();
        } catch (UncheckedIOException unreadableFolder) {
            throw unreadableFolder.getCause();
        }
    }

    void read(Path file, Sink sink) throws IOException {
        // Malformed bytes become a replacement character and so a line that is told, not an end.
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Object read = line.isBlank() ? "" : reader.read(line);
                if (read instanceof Event event) {
                    sink.event(event);
                } else if (read instanceof RunEvent run) {
                    sink.run(run);
                } else if (read == null) {
                    tell(file, number);
                }
            }
        }
    }

    /** How many lines were passed over. */
    long unreadable() {
        return unreadable;
    }

    private void tell(Path file, long number) {
        unreadable++;
        if (unreadable <= TOLD) {
            err.println(file + ":" + number + ": no event; passed over");
        } else if (unreadable == TOLD + 1) {
            err.println("further lines that are no event are only counted");
        }
    }

    /** The places, or all that they hold; for messages. */
    static String named(List<Path> places) {
        List<String> names = new ArrayList<>();
        for (Path place : places) {
            names.add(place.toString());
        }
        return String.join(", ", names);
    }
}
