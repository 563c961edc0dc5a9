package dev.sallyport.cli;

import dev.sallyport.cli.diff.Change;
import dev.sallyport.cli.diff.Difference;
import dev.sallyport.cli.diff.Side;
import dev.sallyport.cli.history.ServerBuild;
import dev.sallyport.cli.report.Row;
import dev.sallyport.cli.report.Wording;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A difference as people read it. */
final class DiffText {
    private static final int MOST_GONE = 20;

    private final PrintWriter out;

    DiffText(PrintWriter out) {
        this.out = out;
    }

    void print(Difference difference) {
        out.println(
                Shown.text(difference.server())
                        + ": "
                        + Wording.counted(difference.changes().size(), "change")
                        + (difference.isNewBuild() ? ", new version" : ""));
        out.println("  before: " + side(difference.before()));
        out.println("  after:  " + side(difference.after()));
        changes(difference.changes());
        gone(difference.gone());
        if (difference.untold() > 0) {
            out.println(
                    Wording.counted(difference.untold(), "attempt")
                            + " of kinds that were too many to be kept apart: nobody can say"
                            + " whether they are new.");
        }
        out.println();
    }

    private void changes(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Table table =
                new Table(
                        "SEVERITY",
                        "CHANGE",
                        "DESTINATION",
                        "TOOL",
                        "CALLER",
                        "VERDICT",
                        "COUNT>",
                        "ID");
        for (Change change : changes) {
            Row row = Row.of(change.kind());
            table.add(
                    change.severity().wire(),
                    change.novelty().wire(),
                    row.destination(),
                    row.tools(),
                    row.caller(),
                    row.verdict(),
                    Long.toString(row.count()),
                    row.violation());
        }
        table.print(out);
    }

    private void gone(List<String> gone) {
        if (gone.isEmpty()) {
            return;
        }
        out.println("Gone: " + Wording.counted(gone.size(), "destination or rule"));
        for (String place : gone.subList(0, Math.min(MOST_GONE, gone.size()))) {
            out.println("  " + Shown.text(place));
        }
        if (gone.size() > MOST_GONE) {
            out.println("  and " + (gone.size() - MOST_GONE) + " more; --json has all");
        }
    }

    private static String side(Side side) {
        return Shown.text(side.what()) + ", " + build(side.build());
    }

    /** {@code weather 1.2.0, weather-1.2.0.jar (com.acme:weather:1.2.0), SHA-256 0a1b2c3d}. */
    static String build(ServerBuild build) {
        List<String> parts = new ArrayList<>();
        if (build.version() != null) {
            parts.add("version " + build.version());
        }
        if (build.jar() != null) {
            parts.add(build.jar());
        }
        if (build.coordinates() != null) {
            parts.add(build.coordinates());
        }
        if (build.sha256() != null) {
            parts.add("SHA-256 " + build.sha256());
        }
        return parts.isEmpty() ? "build unknown" : Shown.text(String.join(", ", parts));
    }
}
