package dev.sallyport.cli.history;

import dev.sallyport.event.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Event lines as they stand in their files, for those who hand them on. */
public final class EventLines {
    private final List<Key> hints = new ArrayList<>();
    private final EventReader reader = new EventReader();
    private final Lines lines = new Lines();

    /** Who takes the lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one line.
         *
         * @param event an {@code Event} or a {@code RunEvent}
         */
        void take(Path file, Object event, String line) throws IOException;
    }

    /**
     * Lines that hold one of these texts; the others are not even parsed.
     *
     * @param hints ASCII
     */
    public EventLines(List<String> hints) {
        hints.forEach(hint -> this.hints.add(new Key(hint)));
    }

    /**
     * Hands on all lines that are events, file by file.
     *
     * @throws NoSuchFileException one of the places is not there
     */
    public void each(List<Path> places, Sink sink) throws IOException {
        Collection<Path> files = EventFiles.at(places);
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                lines.of(in);
                while (lines.next()) {
                    if (!lines.isTooLong() && isHinted()) {
                        hand(file, sink);
                    }
                }
            }
        }
    }

    private boolean isHinted() {
        for (Key hint : hints) {
            if (hint.endIn(lines.bytes, lines.from(), lines.to()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void hand(Path file, Sink sink) throws IOException {
        int length = lines.to() - lines.from();
        Object event = reader.read(lines.bytes, lines.from(), length);
        if (event != null) {
            sink.take(
                    file,
                    event,
                    new String(lines.bytes, lines.from(), length, StandardCharsets.UTF_8));
        }
    }
}
