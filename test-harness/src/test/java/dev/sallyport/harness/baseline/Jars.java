package dev.sallyport.harness.baseline;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Jars of servers, as their next release has them. */
final class Jars {
    private Jars() {}

    /** Makes it another jar that does the same. */
    static void patch(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.<String, Object>of())) {
            Files.writeString(zip.getPath("/META-INF/patch.txt"), "a spelling mistake is mended");
        }
    }
}
