package dev.sallyport.cli.history;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Lines that are no event: the first ten are told with their place, all are counted. */
final class Complaints {
    private static final int TOLD = 10;

    private final Consumer<String> listener;
    private long count;

    Complaints(Consumer<String> listener) {
        this.listener = listener;
    }

    void add(Path file, long line) {
        count++;
        if (count <= TOLD) {
            listener.accept(file + ":" + line + ": no event; passed over");
        } else if (count == TOLD + 1) {
            listener.accept("further lines that are no event are only counted");
        }
    }

    long count() {
        return count;
    }
}
