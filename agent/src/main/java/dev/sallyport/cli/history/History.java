package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.RunEvent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What guarded servers did. */
public final class History {
    private final Map<String, ServerHistory> servers = new TreeMap<>();
    private final Limits limits = new Limits();
    private final Shared shared = new Shared();
    private final Predicate<Event> only;
    private long unreadable;

    /** Nothing is on record yet. */
    public History() {
        this(event -> true);
    }

    private History(Predicate<Event> only) {
        this.only = only;
    }

    /**
     * All that is on record in these places: files, and folders with all event files below.
     *
     * @param complaints is told, with file and line, of lines that are no event: torn by a kill, or
     *     foreign; of the first ten, the others are counted ({@link #unreadable})
     * @throws NoSuchFileException one of the places is not there
     */
    public static History read(List<Path> places, Consumer<String> complaints, Progress progress)
            throws IOException {
        return read(places, event -> true, complaints, progress);
    }

    /**
     * What is on record of some attempts, and all runs: however many others there are, those that
     * are asked for are kept apart.
     *
     * @param only which attempts; asked once for each that differs
     * @throws NoSuchFileException one of the places is not there
     */
    public static History read(
            List<Path> places,
            Predicate<Event> only,
            Consumer<String> complaints,
            Progress progress)
            throws IOException {
        History history = new History(only);
        Complaints unreadable = new Complaints(complaints);
        Collection<Path> files = EventFiles.at(places);
        long total = EventFiles.bytes(files);
        HistoryReader reader = new HistoryReader(history, unreadable, progress, total);
        for (Path file : files) {
            try {
                reader.read(file);
            } catch (NoSuchFileException removed) {
                complaints.accept(file + ": was removed before it was read");
            }
        }
        progress.at(total, total);
        history.unreadable = unreadable.count();
        return history;
    }

    public void add(RunEvent event) {
        of(event.run().server()).add(event);
    }

    public void add(Event event) {
        of(event.run().server()).add(event);
    }

    ServerHistory of(String name) {
        return servers.computeIfAbsent(
                name, server -> new ServerHistory(server, limits, shared, only));
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
