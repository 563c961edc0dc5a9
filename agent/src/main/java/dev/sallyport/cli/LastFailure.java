package dev.sallyport.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a start that failed left behind.
 *
 * @param time epoch milliseconds
 */
record LastFailure(long time, String message) {
    /** The note, or nothing where there is none that can be read. */
    static Optional<LastFailure> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode note = new ObjectMapper().readTree(Files.readString(file));
            return Optional.of(
                    new LastFailure(note.path("time").asLong(), note.path("message").asText()));
        } catch (IOException unreadable) {
            return Optional.of(new LastFailure(0, file + " cannot be read"));
        }
    }
}
