package dev.sallyport.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a JDK has of the methods that the table names, as recorded from it or from its sources; the
 * head of each file under {@code src/test/resources/signatures} says which.
 *
 * @param methods as {@code sun/nio/ch/Net.listen(Ljava/io/FileDescriptor;I)V}
 * @param absent classes and methods that it has not
 */
record Signatures(Set<String> methods, Set<String> absent) {
    private static final String ABSENT = "absent: ";

    /**
     * @param system as {@code macos}
     * @param feature release, as 21
     */
    static Signatures of(String system, int feature) throws IOException {
        Path file = Path.of("src/test/resources/signatures", system + "-" + feature + ".txt");
        List<String> lines = Files.readAllLines(file);
        if (!lines.get(0).startsWith("# recorded from: ")) {
            throw new IOException(file + " does not say where it was recorded from");
        }
        Signatures result = new Signatures(new HashSet<>(), new HashSet<>());
        for (String line : lines) {
            if (line.startsWith(ABSENT)) {
                result.absent.add(line.substring(ABSENT.length()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                result.methods.add(line);
            }
        }
        return result;
    }

    /** Whether the file says that this method is not there. */
    boolean isAbsent(String method) {
        return absent.contains(method)
                || absent.contains(
                        method.substring(0, method.lastIndexOf('.', method.indexOf('('))));
    }
}
