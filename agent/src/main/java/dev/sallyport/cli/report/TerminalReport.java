package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Ink;
import dev.sallyport.cli.text.Screen;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Table;
import dev.sallyport.cli.text.Width;
import dev.sallyport.cli.text.Wrap;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A report for a terminal: for each server the verdict, its findings, what else it did, and what
 * that rests on. At a terminal it keeps to a screen and says what it left out.
 */
public final class TerminalReport {
    /** Lines for the verdict, the coverage and what comes last. */
    private static final int FRAME = 14;

    private static final int FEWEST_LINES = 12;
    private static final int COVERAGE_LABEL = 13;
    private static final int DAY = "2026-11-21".length();

    /** Who it says it is, and its jar. */
    private static final int IDENTITIES = 2;

    /** What is shown of a server. */
    public enum Focus {
        /** Findings and what else it did. */
        ALL,
        /** Where each tool goes. */
        BY_TOOL,
        /** Findings only. */
        FINDINGS,
        /** Findings that somebody asked for, violations or not, with their stacks. */
        DETAILS
    }

    private final PrintWriter out;
    private final Screen screen;
    private final Focus focus;
    private final Set<String> shown = new HashSet<>();

    /** Prints to this screen. */
    public TerminalReport(PrintWriter out, Screen screen, Focus focus) {
        this.out = out;
        this.screen = screen;
        this.focus = focus;
    }

    /** Returns the ids of the findings that it had room for. */
    public Set<String> print(Report report) {
        for (ServerReport server : report.servers()) {
            print(server);
            out.println();
        }
        if (report.unreadable() > 0) {
            out.println(report.unreadable() + " lines were no events and passed over.");
        }
        long open = report.open();
        boolean holes = report.servers().stream().anyMatch(s -> s.coverage().hasHoles());
        String none = holes ? "No violations on record; see the coverage." : "No violations.";
        String sum = open == 0 ? none : Wording.counted(open, "violation") + ".";
        out.println((open == 0 ? Ink.GREEN : Ink.RED).on(sum, screen.colours()));
        return Set.copyOf(shown);
    }

    private void print(ServerReport server) {
        verdict(server);
        int room =
                screen.isEndless()
                        ? Integer.MAX_VALUE
                        : Math.max(FEWEST_LINES, screen.height() - FRAME);
        if (focus == Focus.BY_TOOL) {
            new ByTool(server.rows()).print(out, screen.width());
        } else {
            int left = findings(server, room);
            if (focus == Focus.ALL) {
                rest(server, left);
            }
        }
        coverage(server.coverage());
    }

    private void verdict(ServerReport server) {
        Coverage coverage = server.coverage();
        Sums sums = server.sums();
        String runs = Wording.counted(coverage.runs(), "run");
        String head = Shown.text(server.server()) + ": " + runs + mode(server);
        out.println(Ink.BOLD.on(Width.cut(head, screen.width()), screen.colours()));
        String numbers =
                sums.blocked()
                        + " blocked, "
                        + sums.reported()
                        + " would be blocked, "
                        + sums.fresh()
                        + " new"
                        + (sums.dismissed() == 0 ? "" : ", " + sums.dismissed() + " dismissed")
                        + "; "
                        + Wording.counted(coverage.dropped(), "event")
                        + " dropped, "
                        + coverage.missing()
                        + " missing";
        Ink ink = sums.open() == 0 ? Ink.GREEN : Ink.RED;
        for (String line : Wrap.lines(numbers, screen.width() - 2)) {
            out.println("  " + ink.on(line, screen.colours()));
        }
        int earlier = Math.max(0, server.identities().size() - IDENTITIES);
        for (String identity : server.identities().subList(earlier, server.identities().size())) {
            out.println("  " + Width.cut(identity, screen.width() - 2));
        }
        if (earlier > 0) {
            out.println(
                    "  (and " + Wording.counted(earlier, "line") + " like these of older runs)");
        }
    }

    private static String mode(ServerReport server) {
        RunPolicy policy = server.policy();
        String modes =
                server.modes().isEmpty() ? "" : ", " + String.join(", then ", server.modes());
        if (policy.path() == null) {
            return Shown.text(modes);
        }
        String hash = policy.sha256() == null ? "" : " (SHA-256 " + shortHash(policy) + ")";
        return Shown.text(modes + ", policy " + fileName(policy.path()) + hash);
    }

    private static String shortHash(RunPolicy policy) {
        return policy.sha256().substring(0, Math.min(12, policy.sha256().length()));
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Cards as long as there is room, then a line each; returns how many lines are left. */
    private int findings(ServerReport server, int room) {
        int left = room;
        Card card = new Card(screen, server.axis(), focus == Focus.DETAILS);
        int omitted = 0;
        boolean first = true;
        for (Finding finding : wanted(server)) {
            List<String> lines = card.lines(finding);
            if (finding.id() != null && (first || left > 1)) {
                shown.add(finding.id());
            }
            if (first || lines.size() < left) {
                out.println();
                lines.forEach(out::println);
                left -= lines.size() + 1;
            } else if (left > 1) {
                out.println(Card.headline(finding, screen));
                left--;
            } else {
                omitted++;
            }
            first = false;
        }
        if (omitted > 0) {
            out.println("and " + omitted + " more: sallyport review --all, or --html FILE");
        }
        return left;
    }

    private List<Finding> wanted(ServerReport server) {
        return server.findings().stream()
                .filter(f -> focus == Focus.DETAILS || f.counts().isViolation())
                .toList();
    }

    /** What was denied and is no violation, and what was allowed. */
    private void rest(ServerReport server, int room) {
        List<Row> rows = server.rows().stream().filter(row -> !row.isViolation()).toList();
        if (rows.isEmpty()) {
            return;
        }
        int shown = Math.min(rows.size(), Math.max(3, room - 3));
        Table table =
                new Table(
                        "VERDICT",
                        "DESTINATION",
                        "TOOL",
                        "CALLER",
                        "REASON",
                        "COUNT>",
                        "LAST",
                        "ID");
        for (Row row : rows.subList(0, shown)) {
            table.add(
                    row.verdict(),
                    row.named(),
                    row.tools(),
                    row.caller(),
                    row.reason(),
                    Long.toString(row.count()),
                    last(row),
                    row.violation());
        }
        out.println();
        table.print(out, "  ", screen.width());
        if (shown < rows.size()) {
            out.println("  and " + (rows.size() - shown) + " more: sallyport review --all");
        }
    }

    /** The day alone where there is little room. */
    private String last(Row row) {
        String last = Times.local(row.last());
        return screen.width() == Integer.MAX_VALUE ? last : last.substring(0, DAY);
    }

    private void coverage(Coverage coverage) {
        out.println();
        out.println(Ink.BOLD.on("  Coverage", screen.colours()));
        for (CoverageBox.Line line : CoverageBox.of(coverage)) {
            String start = "    " + Width.padded(line.label(), COVERAGE_LABEL);
            int width = screen.width() - COVERAGE_LABEL - 4;
            for (String whole : Wrap.lines(Shown.text(line.text()), width)) {
                String part = Width.cut(whole, width);
                Ink ink = line.isHole() ? Ink.YELLOW : Ink.PLAIN;
                out.println(Ink.FAINT.on(start, screen.colours()) + ink.on(part, screen.colours()));
                start = " ".repeat(COVERAGE_LABEL + 4);
            }
        }
    }
}
