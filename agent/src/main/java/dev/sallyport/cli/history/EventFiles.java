package dev.sallyport.cli.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which files are to be read. */
final class EventFiles {
    private static final String ENDING = ".jsonl";

    private EventFiles() {}

    /**
     * The places that are files, and the event files below those that are folders: by name, which
     * begins with the time of the start, and each but once.
     *
     * @throws NoSuchFileException one of the places is not there
     */
    static Collection<Path> at(List<Path> places) throws IOException {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw new NoSuchFileException(place.toString());
            }
            for (Path file : below(place)) {
                files.putIfAbsent(file.toRealPath(), file);
            }
        }
        return files.values();
    }

    private static List<Path> below(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (UncheckedIOException unreadableFolder) {
            throw unreadableFolder.getCause();
        }
    }

    static long bytes(Collection<Path> files) throws IOException {
        long sum = 0;
        for (Path file : files) {
            if (Files.exists(file)) {
                sum += Files.size(file);
            }
        }
        return sum;
    }
}
