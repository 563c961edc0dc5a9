package dev.sallyport.cli.report;

import java.util.List;

/** One server on the page. */
final class ServerSection {
    /** More than that nobody reads, and browsers get slow; the page says what it leaves out. */
    private static final int MOST_FINDINGS = 1_000;

    private static final int MOST_ROWS = 2_000;

    /** Who it says it is, and its jar. */
    private static final int IDENTITIES = 2;

    private final Html html;
    private final ServerReport server;
    private final String id;

    ServerSection(Html html, ServerReport server, String id) {
        this.html = html;
        this.server = server;
        this.id = id;
    }

    void write() {
        html.open("section", "class", "server", "id", id, "aria-labelledby", id + "-h").line();
        html.element("h2", server.server(), "id", id + "-h");
        verdict();
        findings();
        map();
        difference();
        attempts();
        coverage();
        html.close().line();
    }

    private void verdict() {
        Sums sums = server.sums();
        boolean fine = sums.open() == 0;
        String word =
                fine
                        ? server.coverage().hasHoles()
                                ? "No violations on record; see the coverage"
                                : "No violations"
                        : Wording.counted(sums.open(), "violation");
        html.open("p", "class", fine ? "verdict fine" : "verdict bad");
        html.element("strong", word);
        html.text(
                " "
                        + sums.blocked()
                        + " blocked, "
                        + sums.reported()
                        + " would be blocked, "
                        + sums.fresh()
                        + " new, "
                        + sums.dismissed()
                        + " dismissed");
        html.close().line();
        html.open("dl", "class", "facts");
        fact("Runs", Integer.toString(server.coverage().runs()));
        fact("Mode", String.join(", then ", server.modes()));
        fact("Policy", server.policy().path());
        fact("SHA-256", server.policy().sha256());
        fact("Policy now", server.policy().path() == null ? null : server.policy().problem());
        fact(
                "Events",
                server.coverage().dropped()
                        + " dropped, "
                        + server.coverage().missing()
                        + " missing");
        List<String> identities = server.identities();
        int earlier = Math.max(0, identities.size() - IDENTITIES);
        identities.subList(earlier, identities.size()).forEach(line -> fact("Server", line));
        html.close().line();
        if (earlier > 0) {
            html.open("details").element("summary", "What it was in older runs");
            html.open("ul", "class", "plain");
            identities.subList(0, earlier).forEach(line -> html.element("li", line));
            html.close().close().line();
        }
    }

    private void fact(String label, String text) {
        if (text != null && !text.isEmpty()) {
            html.open("div").element("dt", label).element("dd", text).close();
        }
    }

    private void heading(String part, String text) {
        html.element("h3", text, "id", id + "-" + part);
    }

    private void findings() {
        List<Finding> findings = server.findings();
        heading("findings", "Refused, or to be refused");
        if (findings.isEmpty()) {
            html.element(
                    "p", "Nothing was denied, as far as the coverage below goes.", "class", "none");
            return;
        }
        html.open(
                "div",
                "class",
                "wide",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-labelledby",
                id + "-findings");
        html.open("table", "class", "findings sortable", "aria-labelledby", id + "-findings");
        head(
                "State",
                "Destination",
                "Tool",
                "Code",
                "Reason",
                "#Count",
                "Last seen",
                "Timeline",
                "Id");
        FindingRows rows = new FindingRows(html, server.axis());
        findings.stream().limit(MOST_FINDINGS).forEach(rows::write);
        html.close().close().line();
        leftOut(findings.size() - MOST_FINDINGS);
    }

    /** A heading that begins with {@code #} is of numbers. */
    private void head(String... headings) {
        html.open("thead").open("tr");
        for (String heading : headings) {
            boolean number = heading.startsWith("#");
            html.element(
                    "th",
                    number ? heading.substring(1) : heading,
                    "scope",
                    "col",
                    "class",
                    number ? "number" : null);
        }
        html.close().close().line();
    }

    private void leftOut(int number) {
        if (number > 0) {
            html.element(
                    "p", "and " + number + " more; review --json has them all.", "class", "none");
        }
    }

    private void map() {
        heading("map", "Where each tool goes");
        new ToolMap(server.rows()).write(html, server.server());
    }

    private void difference() {
        Difference difference = server.difference();
        heading("difference", "Against the policy");
        if (difference == null) {
            html.element("p", "Not known: " + server.policy().problem() + ".", "class", "none");
            return;
        }
        html.open("div", "class", "columns").open("div");
        html.element("h4", "Done and not listed");
        if (difference.unlisted().isEmpty()) {
            html.element("p", "Nothing.", "class", "none");
        }
        html.open("ul", "class", "plain");
        for (Row row : difference.unlisted().stream().limit(MOST_ROWS).toList()) {
            html.open("li", "data-filter", "").element("code", row.destination());
            html.text(" " + row.tools() + ", " + row.count() + "x").close();
        }
        html.close().close().open("div");
        html.element(
                "h4",
                "Listed and not used in "
                        + Wording.counted(difference.runs(), "run")
                        + " of this policy");
        if (difference.unused().isEmpty()) {
            html.element("p", "Nothing.", "class", "none");
        }
        html.open("ul", "class", "plain");
        difference
                .unused()
                .forEach(
                        unused ->
                                html.open("li", "data-filter", "").element("code", unused).close());
        html.close().close().close().line();
    }

    private void attempts() {
        heading("attempts", "All that it did");
        html.open(
                "div",
                "class",
                "wide",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-labelledby",
                id + "-attempts");
        html.open("table", "class", "sortable", "aria-labelledby", id + "-attempts");
        head(
                "Verdict",
                "Destination",
                "Tool",
                "Caller",
                "Reason",
                "#Count",
                "First seen",
                "Last seen");
        for (Row row : server.rows().stream().limit(MOST_ROWS).toList()) {
            String state = row.isViolation() ? "bad" : row.allowed() ? "fine" : "noted";
            html.open("tbody", "data-filter", "", "data-violation", row.isViolation() ? "" : null);
            html.open("tr");
            html.open("td").element("span", row.verdict(), "class", "badge " + state).close();
            html.open("td").element("code", row.named()).close();
            html.element("td", row.tools());
            html.open("td").element("code", row.caller()).close();
            html.open("td").element("code", row.reason()).close();
            html.element("td", Long.toString(row.count()), "class", "number");
            FindingRows.time(html, row.first());
            FindingRows.time(html, row.last());
            html.close().close().line();
        }
        html.close().close().line();
        leftOut(server.rows().size() - MOST_ROWS);
    }

    private void coverage() {
        heading("coverage", "What this rests on");
        html.open("dl", "class", "facts coverage");
        for (CoverageBox.Line line : CoverageBox.of(server.coverage())) {
            html.open("div", "class", line.isHole() ? "hole" : null);
            html.element("dt", line.label()).element("dd", line.text()).close();
        }
        html.close().line();
    }
}
