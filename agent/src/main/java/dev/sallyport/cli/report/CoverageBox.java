package dev.sallyport.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** A coverage in words: a label and a text for each thing that it says. */
final class CoverageBox {
    /** One thing, and whether it is a hole. */
    record Line(String label, String text, boolean isHole) {}

    private final List<Line> lines = new ArrayList<>();

    private CoverageBox() {}

    static List<Line> of(Coverage coverage) {
        CoverageBox box = new CoverageBox();
        box.runs(coverage);
        box.values("mode", coverage.modes(), false);
        box.values("hooks", coverage.hooks(), false);
        box.values("JDK", coverage.jdks(), false);
        box.values("other agents", coverage.otherAgents(), true);
        box.values("opened", coverage.openings(), true);
        box.values("not labelled", coverage.unlabelled(), true);
        box.unread(coverage.unread());
        box.values("not shown in", coverage.unheard(), true);
        box.values("warnings", coverage.warnings(), true);
        box.tools(coverage);
        box.events(coverage);
        return List.copyOf(box.lines);
    }

    private void runs(Coverage coverage) {
        int blind = coverage.runs() - coverage.withStart();
        String text =
                coverage.withStart()
                        + " of "
                        + coverage.runs()
                        + " with a start on record"
                        + (blind > 0 ? " (of the others nobody can say what held)" : "")
                        + ", "
                        + coverage.withoutStop()
                        + " without a stop (killed, or still running)";
        lines.add(new Line("runs", text, blind > 0));
    }

    private void unread(SortedSet<String> clients) {
        if (!clients.isEmpty()) {
            String text = "requests sent by " + String.join("; ", clients);
            lines.add(new Line("not read", text, true));
        }
    }

    private void tools(Coverage coverage) {
        String text =
                coverage.uncertain()
                        + " of "
                        + Wording.counted(coverage.attempts(), "attempt")
                        + " with a guessed tool, "
                        + coverage.withoutCall()
                        + " with no tool call in progress, "
                        + coverage.unattributed()
                        + " that nobody looked at";
        lines.add(new Line("tool calls", text, false));
    }

    private void events(Coverage coverage) {
        String text =
                coverage.missing()
                        + " missing (gaps in the numbers), "
                        + coverage.dropped()
                        + " dropped"
                        + (coverage.overflow() > 0
                                ? ", " + coverage.overflow() + " attempts counted, not told apart"
                                : "");
        boolean hole = coverage.missing() + coverage.dropped() + coverage.overflow() > 0;
        lines.add(new Line("events", text, hole));
    }

    private void values(String label, SortedSet<String> values, boolean isHole) {
        if (!values.isEmpty()) {
            lines.add(new Line(label, String.join("; ", values), isHole));
        }
    }
}
