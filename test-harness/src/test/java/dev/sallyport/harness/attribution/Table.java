package dev.sallyport.harness.attribution;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Label.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures of all stacks, as the README shows them. */
final class Table {
    private static final String HEAD =
            """
            | stack | JDK | one in flight: right | eight in flight: exact | only call | unsure | none | wrong |
            |---|---|---|---|---|---|---|---|
            """;

    private final List<String> rows = new ArrayList<>();

    /** Adds what a stack's labels were worth, one call in flight and eight. */
    void add(Stack stack, Jdk jdk, Tally one, Tally eight) {
        rows.add(
                "| %s | %d | %s | %s | %d | %d | %d | %d |%n"
                        .formatted(
                                stack,
                                jdk.feature(),
                                share(one.of(Verdict.EXACT) + one.of(Verdict.ONLY_CALL), one.all()),
                                share(eight.of(Verdict.EXACT), eight.all()),
                                eight.of(Verdict.ONLY_CALL),
                                eight.of(Verdict.UNSURE),
                                eight.of(Verdict.NONE),
                                one.of(Verdict.WRONG) + eight.of(Verdict.WRONG)));
    }

    Path write() throws IOException {
        return Files.writeString(
                Path.of(System.getProperty("harness.target"), "attribution.md"),
                HEAD + String.join("", rows));
    }

    private static String share(long part, long all) {
        return "%d of %d (%.1f %%)".formatted(part, all, all == 0 ? 0 : 100.0 * part / all);
    }
}
