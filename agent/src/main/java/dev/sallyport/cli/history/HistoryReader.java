package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.RunEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts the lines of event files into a history; one for all files, as it knows their repeats. */
final class HistoryReader {
    private static final long STEP = 4 << 20;

    private final History history;
    private final Complaints complaints;
    private final Progress progress;
    private final long total;
    private final EventReader reader = new EventReader();
    private final Repeats repeats = new Repeats(reader);
    private final Lines lines = new Lines();
    private long done;
    private long told;

    HistoryReader(History history, Complaints complaints, Progress progress, long total) {
        this.history = history;
        this.complaints = complaints;
        this.progress = progress;
        this.total = total;
    }

    void read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            lines.of(in);
            while (lines.next()) {
                line(file);
                done += lines.to() - lines.from() + 1;
                if (done - told >= STEP) {
                    told = done;
                    progress.at(done, total);
                }
            }
        }
    }

    private void line(Path file) {
        byte[] bytes = lines.bytes;
        int from = lines.from();
        int to = lines.to();
        if (lines.isTooLong()) {
            complaints.add(file, lines.number());
        } else if (!repeats.count(bytes, from, to) && !lines.isBlank()) {
            Object read = reader.read(bytes, from, to - from);
            if (read instanceof Event event) {
                ServerHistory server = history.of(event.run().server());
                repeats.remember(bytes, from, to, event, server, server.add(event));
            } else if (read instanceof RunEvent run) {
                history.add(run);
            } else {
                complaints.add(file, lines.number());
            }
        }
    }
}
