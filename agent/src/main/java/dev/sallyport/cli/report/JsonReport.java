package dev.sallyport.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.event.Caller;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.event.Library;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.event.Trace;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;

/**
 * A report for programs. Its shape is {@code review.schema.json} beside this class: within a
 * version keys are only ever added.
 */
public final class JsonReport {
    /** Of the shape. */
    public static final int VERSION = 1;

    private final JsonOut out;

    private JsonReport(JsonOut out) {
        this.out = out;
    }

    /** Writes it, a finding at a time: it may be larger than memory. */
    public static void write(Report report, Writer to) throws IOException {
        try (JsonOut out = new JsonOut(to)) {
            new JsonReport(out).report(report);
        }
    }

    private void report(Report report) throws IOException {
        out.begin();
        out.text("format", "sallyport-review").number("version", VERSION);
        out.text("made", report.made().toString());
        out.number("violations", report.open());
        out.number("unreadable_lines", report.unreadable());
        out.beginList("servers");
        for (ServerReport server : report.servers()) {
            out.begin();
            server(server);
            out.end();
        }
        out.endList().end();
    }

    private void server(ServerReport server) throws IOException {
        RunPolicy policy = server.policy();
        Sums sums = server.sums();
        out.text("server", server.server());
        out.tree(
                "policy",
                out.object()
                        .put("path", policy.path())
                        .put("sha256", policy.sha256())
                        .put("problem", policy.problem()));
        out.list("modes", server.modes()).list("identities", server.identities());
        out.tree(
                "sums",
                out.object()
                        .put("blocked", sums.blocked())
                        .put("would_be_blocked", sums.reported())
                        .put("dismissed", sums.dismissed())
                        .put("new", sums.fresh()));
        ObjectNode coverage = out.object();
        put(coverage, server.coverage());
        out.tree("coverage", coverage);
        out.tree(
                "timeline",
                out.object()
                        .put("from", Times.iso(server.axis().from()))
                        .put("column_ms", server.axis().width())
                        .put("columns", server.axis().columns()));
        out.beginList("findings");
        for (Finding finding : server.findings()) {
            ObjectNode node = out.object();
            put(node, finding);
            out.tree(node);
        }
        out.endList();
        rows("attempts", server.rows());
        difference(server.difference());
    }

    private void difference(Difference difference) throws IOException {
        if (difference == null) {
            out.text("difference", null);
            return;
        }
        out.begin("difference").number("runs", difference.runs());
        rows("unlisted", difference.unlisted());
        out.list("unused", difference.unused()).end();
    }

    private void rows(String key, Collection<Row> rows) throws IOException {
        out.beginList(key);
        for (Row row : rows) {
            ObjectNode node = out.object();
            put(node, row);
            out.tree(node);
        }
        out.endList();
    }

    private static void put(ObjectNode node, Coverage coverage) {
        node.put("runs", coverage.runs());
        node.put("runs_with_start", coverage.withStart());
        node.put("runs_without_stop", coverage.withoutStop());
        list(node, "modes", coverage.modes());
        list(node, "hooks", coverage.hooks());
        list(node, "jdks", coverage.jdks());
        list(node, "other_agents", coverage.otherAgents());
        list(node, "opened_packages", coverage.openings());
        list(node, "unlabelled", coverage.unlabelled());
        list(node, "unread_requests", coverage.unread());
        list(node, "unheard", coverage.unheard());
        list(node, "warnings", coverage.warnings());
        node.put("attempts", coverage.attempts());
        node.put("attempts_with_guessed_tool", coverage.uncertain());
        node.put("attempts_without_call", coverage.withoutCall());
        node.put("attempts_nobody_looked_at", coverage.unattributed());
        node.put("attempts_not_told_apart", coverage.overflow());
        node.put("events_missing", coverage.missing());
        node.put("events_dropped", coverage.dropped());
    }

    static void put(ObjectNode node, Finding finding) {
        Counts counts = finding.counts();
        node.put("id", finding.id());
        node.put("destination", finding.destination());
        node.put("activity", finding.activity().wireName());
        put(node.putObject("target"), finding.target());
        list(node, "addresses", finding.addresses());
        list(node, "server_names", finding.serverNames());
        node.put("name_proof", finding.nameProof());
        node.put("reason", finding.reason());
        node.put("nearest_rule", finding.nearest());
        node.put("done", counts.word());
        node.put("blocked", counts.blocked());
        node.put("would_be_blocked", counts.reported());
        node.put("only_logged", counts.noted());
        node.put("first", Times.iso(finding.first()));
        node.put("last", Times.iso(finding.last()));
        ArrayNode timeline = node.putArray("timeline");
        finding.timeline().forEach(timeline::add);
        ArrayNode marks = node.putArray("marks");
        finding.marks().forEach(mark -> marks.add(mark.wire()));
        node.put("look_alike_of", finding.lookAlikeOf());
        ArrayNode sources = node.putArray("sources");
        finding.sources().forEach(source -> put(sources.addObject(), source));
        list(node, "secret_variables", finding.secrets());
        node.put("first_run", finding.since().run());
        list(node, "other_servers", finding.otherServers());
        node.put("violation", counts.isViolation());
        node.put("open", finding.isOpen());
        node.put("new", finding.isNew());
        put(node, finding.dismissal());
        list(node, "to_do", Advice.of(finding));
    }

    private static void put(ObjectNode node, Dismissal dismissal) {
        if (dismissal == null) {
            node.putNull("dismissed");
        } else {
            node.putObject("dismissed")
                    .put("by", dismissal.by())
                    .put("on", dismissal.on().toString())
                    .put("until", dismissal.until().toString())
                    .put("why", dismissal.why());
        }
    }

    private static void put(ObjectNode node, Target target) {
        node.put("name", target.name()).put("name_source", target.nameSource());
        node.put("address", target.address()).put("port", target.port());
        node.put("transport", target.transport()).put("path", target.path());
        node.put("arguments", target.arguments()).put("sha256", target.sha256());
        list(node, "names", target.names());
        node.put("compared", target.compared());
        HttpRequest request = target.request();
        node.put("method", request == null ? null : request.method());
        node.put("request_path", request == null ? null : request.path());
    }

    private static void put(ObjectNode node, Source source) {
        put(node, source.calls());
        node.put("count", source.count());
        Trace trace = source.trace();
        node.put("trace_id", trace == null ? null : trace.traceId());
        node.put("span_id", trace == null ? null : trace.spanId());
        Caller caller = source.caller();
        if (caller == null) {
            node.putNull("caller");
            return;
        }
        ObjectNode by = node.putObject("caller");
        by.put("what", caller.what()).put("class", caller.type());
        by.put("method", caller.method()).put("line", caller.line());
        by.put("handed_over", caller.handedOver());
        put(by, "library", caller.library());
        put(by, "via", caller.via());
        list(by, "stack", caller.stack());
    }

    private static void put(ObjectNode node, ToolCalls calls) {
        node.put("certainty", calls.certainty() == null ? null : calls.certainty().wire());
        list(node, "tools", calls.names());
    }

    private static void put(ObjectNode node, String key, Library library) {
        if (library == null) {
            node.putNull(key);
        } else {
            node.putObject(key)
                    .put("jar", library.jar())
                    .put("coordinates", library.coordinates())
                    .put("sha256", library.sha256());
        }
    }

    private static void put(ObjectNode node, Row row) {
        node.put("verdict", row.verdict());
        node.put("destination", row.destination());
        list(node, "server_names", row.serverNames());
        put(node, row.calls());
        node.put("caller", row.caller());
        node.put("reason", row.reason());
        node.put("count", row.count());
        node.put("first", Times.iso(row.first()));
        node.put("last", Times.iso(row.last()));
        node.put("id", row.violation().isEmpty() ? null : row.violation());
    }

    private static void list(ObjectNode node, String key, Collection<String> values) {
        ArrayNode array = node.putArray(key);
        values.forEach(array::add);
    }
}
