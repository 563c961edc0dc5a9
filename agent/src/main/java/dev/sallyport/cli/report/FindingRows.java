package dev.sallyport.cli.report;

import java.util.List;

/** A finding on the page: a row to compare it by, and below it all that is known. */
final class FindingRows {
    private static final int COLUMN = 4;
    private static final int HEIGHT = 18;

    private final Html html;
    private final Axis axis;

    FindingRows(Html html, Axis axis) {
        this.html = html;
        this.axis = axis;
    }

    void write(Finding finding) {
        html.open(
                "tbody",
                "class",
                finding.isOpen() ? "open" : "closed",
                "data-filter",
                "",
                "data-new",
                finding.isNew() && finding.isOpen() ? "" : null,
                "data-violation",
                finding.counts().isViolation() ? "" : null);
        row(finding);
        html.open("tr", "class", "more").open("td", "colspan", "9");
        html.open("details").element("summary", "Details and what to do");
        details(finding);
        html.close().close().close().close().line();
    }

    private void row(Finding finding) {
        Source source = finding.sources().get(0);
        String caller = Wording.caller(source.caller());
        html.open("tr").open("td");
        html.element("span", finding.counts().word(), "class", "badge " + state(finding));
        if (finding.isDismissed()) {
            html.element("span", "dismissed", "class", "badge");
        } else if (finding.isNew() && finding.isOpen()) {
            html.element("span", "new", "class", "badge new");
        }
        html.close().open("td").element("code", finding.destination(), "class", "destination");
        if (!finding.marks().isEmpty()) {
            html.open("ul", "class", "marks", "aria-label", "Marks");
            for (Mark mark : finding.marks()) {
                html.element("li", mark.wire(), "title", mark.meaning());
            }
            html.close();
        }
        html.close();
        html.element("td", Wording.calls(source.calls()));
        html.open("td").element("code", caller == null ? "-" : caller).close();
        html.open("td").element("code", finding.reason()).close();
        html.element("td", Long.toString(finding.counts().all()), "class", "number");
        time(html, finding.last());
        html.open("td");
        sparkline(finding);
        html.close().open("td", "class", "id");
        html.element("code", finding.id() == null ? "-" : finding.id());
        html.close().close();
    }

    private static String state(Finding finding) {
        return finding.isOpen() ? "bad" : "noted";
    }

    /** A cell that is sorted by the time itself. */
    static void time(Html html, long time) {
        html.open("td", "class", "time", "data-sort", Long.toString(time));
        html.element("time", Times.local(time), "datetime", Times.iso(time)).close();
    }

    private void sparkline(Finding finding) {
        List<Long> columns = finding.timeline();
        long most = Math.max(1, columns.stream().mapToLong(Long::longValue).max().orElse(1));
        String width = Integer.toString(columns.size() * COLUMN);
        String height = Integer.toString(HEIGHT);
        html.open(
                "svg",
                "class",
                "spark",
                "role",
                "img",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "aria-label",
                axis.scale() + ", at most " + most + " at a time");
        html.open("rect", "class", "base", "x", "0", "y", "17", "width", width, "height", "1");
        html.close().open("g");
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) > 0) {
                long tall = Math.max(2, columns.get(i) * (HEIGHT - 1) / most);
                html.open(
                        "rect",
                        "x",
                        Integer.toString(i * COLUMN),
                        "y",
                        Long.toString(HEIGHT - tall),
                        "width",
                        Integer.toString(COLUMN - 1),
                        "height",
                        Long.toString(tall));
                html.close();
            }
        }
        html.close().close();
    }

    private void details(Finding finding) {
        html.open("dl", "class", "facts");
        fact("Nearest rule", finding.nearest());
        fact("Name", finding.nameProof());
        fact("Addresses", String.join(", ", finding.addresses()));
        fact(
                "Seen",
                Times.local(finding.first())
                        + " to "
                        + Times.local(finding.last())
                        + ", "
                        + finding.since().text());
        fact(
                "Count",
                finding.counts().blocked()
                        + " blocked, "
                        + finding.counts().reported()
                        + " let go and reported, "
                        + finding.counts().noted()
                        + " only logged");
        for (Mark mark : finding.marks()) {
            fact("Mark", mark.wire() + ": " + mark.meaning());
        }
        if (finding.lookAlikeOf() != null) {
            fact("Looks like", finding.lookAlikeOf());
        }
        fact("Secrets held", String.join(", ", finding.secrets()));
        fact("Also by", String.join(", ", finding.otherServers()));
        fact("Names of the address", String.join(", ", finding.target().names()));
        fact("Compared", finding.target().compared());
        fact("Path", finding.path());
        fact("Arguments", finding.target().arguments());
        fact("SHA-256", finding.target().sha256());
        finding.sources().forEach(this::source);
        Dismissal dismissal = finding.dismissal();
        if (dismissal != null) {
            fact(
                    "Dismissed",
                    "until "
                            + dismissal.until()
                            + " by "
                            + dismissal.by()
                            + " on "
                            + dismissal.on()
                            + ": "
                            + dismissal.why());
        }
        html.close();
        commands(finding);
        stack(finding);
    }

    private void source(Source source) {
        fact("Tool", Wording.calls(source.calls()) + ", " + source.count() + "x");
        String caller = Wording.caller(source.caller());
        if (caller != null) {
            fact("Library", caller);
            fact("Jar", Wording.jar(source.caller().library()));
            fact("Code", Wording.frame(source.caller()));
        }
    }

    private void commands(Finding finding) {
        List<String> advice = Advice.of(finding);
        if (!advice.isEmpty()) {
            html.element("p", "What to do, one of:", "class", "label").open("ul", "class", "plain");
            for (String command : advice) {
                html.open("li").element("code", command, "class", "command").close();
            }
            html.close();
        }
    }

    private void stack(Finding finding) {
        if (!finding.stack().isEmpty()) {
            html.element("p", "Stack", "class", "label").open("ol", "class", "stack");
            finding.stack().forEach(frame -> html.open("li").element("code", frame).close());
            html.close();
        }
    }

    private void fact(String label, String text) {
        if (text != null && !text.isEmpty()) {
            html.open("div").element("dt", label).element("dd", text).close();
        }
    }
}
