package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Ink;
import dev.sallyport.cli.text.Screen;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.cli.text.Width;
import dev.sallyport.cli.text.Wrap;
import dev.sallyport.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** One finding on a terminal: a headline, and below it a line for each thing to know. */
final class Card {
    private static final int LABEL = 13;
    private static final int MOST_SOURCES = 3;

    private final Screen screen;
    private final Axis axis;
    private final boolean detailed;
    private final List<String> lines = new ArrayList<>();

    /**
     * A card.
     *
     * @param detailed whether somebody asked for this very finding: the stack is shown, too
     */
    Card(Screen screen, Axis axis, boolean detailed) {
        this.screen = screen;
        this.axis = axis;
        this.detailed = detailed;
    }

    List<String> lines(Finding finding) {
        lines.clear();
        lines.add(headline(finding, screen));
        line("reason", finding.reason());
        line("nearest", finding.nearest());
        line("name", finding.nameProof());
        line("address", addresses(finding));
        line("names", names(finding.target().names()));
        line("compared", finding.target().compared());
        line("path", finding.path());
        finding.sources().stream().limit(MOST_SOURCES).forEach(this::source);
        int more = finding.sources().size() - MOST_SOURCES;
        line("", more > 0 ? "and " + more + " more, see --json" : null);
        line("seen", when(finding));
        for (Mark mark : finding.marks()) {
            inked("mark", mark.wire() + ": " + meaning(mark, finding), Ink.YELLOW);
        }
        if (!finding.secrets().isEmpty()) {
            line("held secrets", String.join(", ", finding.secrets()));
        }
        if (!finding.otherServers().isEmpty()) {
            line("also by", String.join(", ", finding.otherServers()));
        }
        decision(finding);
        if (detailed) {
            finding.sources().forEach(this::trace);
            stack(finding);
        }
        return List.copyOf(lines);
    }

    /** What it is, in one line. */
    static String headline(Finding finding, Screen screen) {
        String id = finding.id() == null ? "-" : Shown.text(finding.id());
        String what = finding.counts().word() + " " + finding.counts().all() + "x";
        Ink ink = finding.isOpen() ? Ink.RED : Ink.FAINT;
        String state = finding.isDismissed() ? "  DISMISSED" : finding.isNew() ? "  NEW" : "";
        int room = screen.width() - Width.of(id + what + state) - 4;
        return Ink.BOLD.on(id, screen.colours())
                + "  "
                + ink.on(what, screen.colours())
                + "  "
                + Width.cut(Shown.text(finding.destination()), Math.max(20, room))
                + Ink.BOLD.on(state, screen.colours());
    }

    private static String meaning(Mark mark, Finding finding) {
        return mark == Mark.LOOK_ALIKE
                ? "looks like " + finding.lookAlikeOf() + " and is not it"
                : mark.meaning();
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static String addresses(Finding finding) {
        return finding.target().name() == null || finding.addresses().isEmpty()
                ? null
                : String.join(", ", finding.addresses());
    }

    private void source(Source source) {
        String caller = Wording.caller(source.caller());
        String frame = Wording.frame(source.caller());
        StringJoiner code = new StringJoiner(", ");
        if (caller != null) {
            code.add(caller);
        }
        if (frame != null) {
            code.add(frame);
        }
        line("tool", source.count() + "x " + Wording.calls(source.calls()));
        line("code", code.length() == 0 ? null : code.toString());
    }

    private String when(Finding finding) {
        String first = Times.local(finding.first());
        String last = Times.local(finding.last());
        return (first.equals(last) ? first : first + " to " + last)
                + "  "
                + Axis.sparkline(finding.timeline())
                + " "
                + axis.scale()
                + ", "
                + finding.since().text();
    }

    private void decision(Finding finding) {
        Dismissal dismissal = finding.dismissal();
        if (dismissal != null) {
            inked(
                    "dismissed",
                    (finding.isDismissed() ? "until " : "no more since ")
                            + dismissal.until()
                            + " by "
                            + dismissal.by()
                            + " on "
                            + dismissal.on()
                            + ": "
                            + dismissal.why(),
                    Ink.FAINT);
        }
        String label = "to do";
        for (String command : Advice.of(finding)) {
            add(label, List.of(command), Ink.PLAIN); // whole, to be pasted
            label = "or";
        }
    }

    private void trace(Source source) {
        Trace trace = source.trace();
        line("trace", trace == null ? null : trace.traceId() + ", span " + trace.spanId());
    }

    private void stack(Finding finding) {
        String label = "stack";
        for (String frame : finding.stack()) {
            line(label, frame);
            label = "";
        }
    }

    private void line(String label, String text) {
        inked(label, text, Ink.PLAIN);
    }

    private void inked(String label, String text, Ink ink) {
        if (text != null) {
            int room = screen.width() - LABEL - 2;
            List<String> parts = Wrap.lines(Shown.text(text), room);
            add(label, parts.stream().map(part -> Width.cut(part, room)).toList(), ink);
        }
    }

    private void add(String label, List<String> parts, Ink ink) {
        String start = "  " + Width.padded(label, LABEL);
        for (String part : parts) {
            lines.add(Ink.FAINT.on(start, screen.colours()) + ink.on(part, screen.colours()));
            start = " ".repeat(LABEL + 2);
        }
    }
}
