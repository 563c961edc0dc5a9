package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What guarded servers did. */
public final class History {
    private final Map<String, ServerHistory> servers = new TreeMap<>();
    private final Limits limits = new Limits();
    private long unreadable;

    /** Nothing is on record yet. */
    public History() {}

    /**
     * All that is on record in these places: files, and folders with all event files below.
     *
     * @param complaints is told, with file and line, of lines that are no event: torn by a kill, or
     *     foreign; of the first ten, the others are counted ({@link #unreadable})
     * @throws NoSuchFileException one of the places is not there
     */
    public static History read(List<Path> places, Consumer<String> complaints, Progress progress)
            throws IOException {
        History history = new History();
        Complaints unreadable = new Complaints(complaints);
        Collection<Path> files = EventFiles.at(places);
        long total = EventFiles.bytes(files);
        long read = 0;
        for (Path file : files) {
            history.read(file, unreadable);
            read += Files.size(file);
            progress.at(read, total);
        }
        history.unreadable = unreadable.count();
        return history;
    }

    private void read(Path file, Complaints complaints) throws IOException {
        EventReader reader = new EventReader();
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
                    add(event);
                } else if (read instanceof RunEvent run) {
                    add(run);
                } else if (read == null) {
                    complaints.add(file, number);
                }
            }
        }
    }

    public void add(RunEvent event) {
        of(event.run().server()).add(event);
    }

    public void add(Event event) {
        of(event.run().server()).add(event);
    }

    private ServerHistory of(String name) {
        return servers.computeIfAbsent(name, server -> new ServerHistory(server, limits));
    }

    /** By name. */
    public Collection<ServerHistory> servers() {
        return Collections.unmodifiableCollection(servers.values());
    }

    /** {@code null} where nothing is on record of it. */
    public ServerHistory server(String name) {
        return servers.get(name);
    }

    /** Lines that were no event. */
    public long unreadable() {
        return unreadable;
    }
}
