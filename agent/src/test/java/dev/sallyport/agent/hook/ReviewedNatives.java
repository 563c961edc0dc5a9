package dev.sallyport.agent.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people have found out about the JDK's native methods, read from the text files in {@code
 * completeness}; each file says what its columns are.
 *
 * @param doors those that can open a way out
 * @param harmless all others
 * @param exceptions where a walk from a door may end although no row is passed
 * @param gates by kind of door, the gate's methods that judge it
 */
record ReviewedNatives(
        List<Door> doors,
        List<Harmless> harmless,
        List<Exempt> exceptions,
        Map<String, Set<String>> gates) {

    /** A native method whose C side can open a way out. */
    record Door(Releases releases, String kind, MethodPattern method, String reason) {}

    /** Native methods whose C side cannot. */
    record Harmless(MethodPattern method, String reason) {}

    /** How an exception was judged. */
    enum Verdict {
        /** A row elsewhere holds it; without that row the exception does not hold either. */
        HELD,
        /** No way out: what it reaches is not for the caller to choose, or was judged before. */
        CLOSED,
        /** A way round that is known and stated in SECURITY.md. */
        OPEN
    }

    /**
     * A method at which a walk may end.
     *
     * @param row of {@link Verdict#HELD}: the hooked method; else {@code -}
     */
    record Exempt(
            Releases releases,
            Verdict verdict,
            String kind,
            MethodPattern method,
            String row,
            String reason) {}

    static ReviewedNatives read() throws IOException {
        List<Door> doors = new ArrayList<>();
        for (String[] cells : lines("doors.txt", 4)) {
            doors.add(
                    new Door(
                            Releases.parse(cells[0]),
                            cells[1],
                            new MethodPattern(cells[2]),
                            cells[3]));
        }
        List<Harmless> harmless = new ArrayList<>();
        for (String[] cells : lines("harmless.txt", 2)) {
            harmless.add(new Harmless(new MethodPattern(cells[0]), cells[1]));
        }
        List<Exempt> exceptions = new ArrayList<>();
        for (String[] cells : lines("exceptions.txt", 6)) {
            exceptions.add(
                    new Exempt(
                            Releases.parse(cells[0]),
                            Verdict.valueOf(cells[1]),
                            cells[2],
                            new MethodPattern(cells[3]),
                            cells[4],
                            cells[5]));
        }
        Map<String, Set<String>> gates = new HashMap<>();
        for (String[] cells : lines("gates.txt", 2)) {
            gates.put(cells[0], Set.of(cells[1].split(" +")));
        }
        return new ReviewedNatives(doors, harmless, exceptions, gates);
    }

    private static List<String[]> lines(String file, int columns) throws IOException {
        List<String[]> result = new ArrayList<>();
        try (InputStream in = ReviewedNatives.class.getResourceAsStream("/completeness/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split(" +", columns);
                    if (cells.length < columns) {
                        throw new IllegalArgumentException(
                                file + ": not " + columns + " columns: " + line);
                    }
                    result.add(cells);
                }
            }
        }
        return result;
    }

    /** The doors of one release. */
    List<Door> doorsOf(int feature) {
        return doors.stream().filter(door -> door.releases().contain(feature)).toList();
    }

    /** The exceptions of one release. */
    List<Exempt> exceptionsOf(int feature) {
        return exceptions.stream().filter(line -> line.releases().contain(feature)).toList();
    }

    /**
     * What the lists lack for this native method, or {@code null}.
     *
     * @param module the module that it is in
     */
    String complaint(String method, String module, int feature) {
        boolean door = doorsOf(feature).stream().anyMatch(line -> line.method().matches(method));
        boolean tame = harmless.stream().anyMatch(line -> line.method().matches(method));
        return door || tame
                ? null
                : "new native method "
                        + method
                        + " in module "
                        + module
                        + ": is it a door? Read its C source, then add it to doors.txt or"
                        + " harmless.txt";
    }
}
