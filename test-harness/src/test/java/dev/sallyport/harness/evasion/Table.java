package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The findings as Markdown, the same text in every run that finds the same. */
final class Table {
    private static final String BEGIN =
            "<!-- evasion suite: written by test-harness/evasion.sh -->";
    private static final String END = "<!-- end of the evasion suite -->";

    private final Map<Technique, Map<Integer, Finding>> rows = new LinkedHashMap<>();
    private final Remainder remainder;

    Table(List<Finding> findings, Remainder remainder) {
        this.remainder = remainder;
        for (Finding finding : findings) {
            rows.computeIfAbsent(finding.technique(), key -> new LinkedHashMap<>())
                    .put(finding.feature(), finding);
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(rows.size()).append(" techniques");
        for (Kind kind : Kind.values()) {
            long all = rows.keySet().stream().filter(row -> row.kind() == kind).count();
            long open =
                    rows.entrySet().stream()
                            .filter(row -> row.getKey().kind() == kind)
                            .filter(row -> isOpen(row.getValue()))
                            .count();
            text.append("; ").append(kind.shown()).append(": ");
            text.append(all - open).append(" of ").append(all).append(" held");
        }
        text.append(".\n\n| technique | door | kind | bare | JDK 17 | JDK 25 | honest twin |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        rows.forEach((technique, findings) -> row(text, technique, findings));
        text.append("\nWhat is open, and why:\n\n");
        remainder
                .gaps()
                .forEach(
                        (name, gap) ->
                                text.append("- ")
                                        .append(name)
                                        .append(
                                                gap.jdks().equals("both")
                                                        ? ""
                                                        : " (JDK " + gap.jdks() + ")")
                                        .append(": ")
                                        .append(gap.why())
                                        .append('\n'));
        return text.toString();
    }

    private static void row(
            StringBuilder text, Technique technique, Map<Integer, Finding> findings) {
        boolean bare = present(findings).noneMatch(f -> f.bare().isEmpty());
        text.append("| ").append(technique.value().replace("|", "\\|"));
        text.append(" | ").append(technique.door().shown());
        text.append(" | ").append(technique.kind().shown());
        text.append(" | ").append(bare ? "out" : "not here");
        text.append(" | ").append(guarded(findings.get(17)));
        text.append(" | ").append(guarded(findings.get(25)));
        text.append(" | ").append(twin(technique, findings)).append(" |\n");
    }

    private static String guarded(Finding finding) {
        if (finding == null || finding.isAbsent()) {
            return "–";
        }
        return finding.gotThrough() ? "**open**" : "held";
    }

    private static String twin(Technique technique, Map<Integer, Finding> findings) {
        if (!technique.noTwin().isEmpty()) {
            return "none: " + technique.noTwin();
        }
        boolean works = present(findings).noneMatch(f -> f.twin().isEmpty());
        return works ? "works" : technique.refusalTells() ? "not here" : "**fails**";
    }

    private static Stream<Finding> present(Map<Integer, Finding> findings) {
        return findings.values().stream().filter(finding -> !finding.isAbsent());
    }

    private static boolean isOpen(Map<Integer, Finding> findings) {
        return findings.values().stream().anyMatch(Finding::gotThrough);
    }

    /** Puts the table between the file's two marks. */
    void writeInto(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " lacks the lines " + BEGIN + " and " + END);
        }
        Files.writeString(
                file,
                text.substring(0, begin + BEGIN.length())
                        + "\n"
                        + markdown()
                        + text.substring(end));
    }
}
