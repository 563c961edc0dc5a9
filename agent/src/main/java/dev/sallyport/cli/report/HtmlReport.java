package dev.sallyport.cli.report;

import dev.sallyport.agent.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A report as one page that needs nothing else: no network, no script to be read. The policy in its
 * head lets only the page's own style and script run, so that even a name that got by the escaping
 * could do nothing.
 */
public final class HtmlReport {
    private static final String STYLE = resource("review.css");
    private static final String SCRIPT = resource("review.js");

    private final Html html = new Html();

    private HtmlReport() {}

    public static String of(Report report) {
        List<ServerReport> servers = new ArrayList<>(report.servers());
        servers.sort(Comparator.comparingLong(server -> -server.sums().open()));
        return new HtmlReport().page(new Report(report.made(), servers, report.unreadable()));
    }

    private String page(Report report) {
        html.open("html", "lang", "en");
        head();
        html.open("body").line();
        html.element("a", "Skip to the findings", "class", "skip", "href", "#main");
        header(report);
        html.open("main", "id", "main").line();
        for (int i = 0; i < report.servers().size(); i++) {
            new ServerSection(html, report.servers().get(i), "s" + i).write();
        }
        html.close();
        footer(report);
        html.line().resource("script", SCRIPT);
        return html.close().close().whole();
    }

    private void head() {
        String policy =
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '"
                        + hash(STYLE)
                        + "'; script-src '"
                        + hash(SCRIPT)
                        + "'";
        html.open("head").line();
        html.single("meta", "charset", "utf-8").line();
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.single("meta", "name", "referrer", "content", "no-referrer").line();
        html.element("title", "Sallyport review").line();
        html.resource("style", STYLE).close().line();
    }

    private void header(Report report) {
        html.open("header").open("div", "class", "title");
        html.element("h1", "Sallyport review");
        html.element("p", "Made " + Times.local(report.made().toEpochMilli()));
        html.close();
        html.open("div", "class", "controls", "id", "controls", "hidden", "");
        html.element("label", "Filter", "for", "filter");
        html.single(
                "input",
                "id",
                "filter",
                "type",
                "search",
                "autocomplete",
                "off",
                "spellcheck",
                "false",
                "placeholder",
                "host, tool, library, reason, id");
        html.open("label", "class", "check");
        html.single("input", "id", "only-new", "type", "checkbox");
        html.text("new only").close();
        html.open("label", "class", "check");
        html.single("input", "id", "only-violations", "type", "checkbox");
        html.text("violations only").close();
        html.element("button", "Dark", "id", "theme", "type", "button");
        html.element("p", "", "id", "shown", "role", "status", "aria-live", "polite");
        html.close();
        navigation(report.servers());
        html.close().line();
    }

    private void navigation(List<ServerReport> servers) {
        html.open("nav", "aria-label", "Servers").open("ul");
        for (int i = 0; i < servers.size(); i++) {
            ServerReport server = servers.get(i);
            long open = server.sums().open();
            html.open("li").open("a", "href", "#s" + i);
            html.text(server.server()).close();
            html.element(
                    "span",
                    open == 0 ? "none" : Wording.counted(open, "violation"),
                    "class",
                    open == 0 ? "badge fine" : "badge bad");
            html.close();
        }
        html.close().close();
    }

    private void footer(Report report) {
        html.open("footer");
        if (report.unreadable() > 0) {
            html.element("p", report.unreadable() + " lines were no events and passed over.");
        }
        html.element(
                "p",
                "Sallyport runs inside the process that it guards; what it does not promise is in"
                        + " its SECURITY.md. A list without violations is worth what its coverage"
                        + " says.");
        html.close();
    }

    private static String hash(String content) {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(content.getBytes(StandardCharsets.UTF_8)));
        return "sha256-" + Base64.getEncoder().encodeToString(hash);
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
