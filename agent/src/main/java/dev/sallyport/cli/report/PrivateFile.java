package dev.sallyport.cli.report;

import dev.sallyport.agent.record.Home;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files for this user alone, whole or not at all: somebody may read them at the same time. */
public final class PrivateFile {
    private PrivateFile() {}

    /** What goes into a file. */
    public interface Content {
        void writeTo(Writer to) throws IOException;
    }

    /** Puts a file in place of another or of none, in one step; 0600, UTF-8. */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
        try {
            Home.makePrivate(whole.toFile());
            try (Writer to = Files.newBufferedWriter(whole)) {
                content.writeTo(to);
            }
            Files.move(
                    whole,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
