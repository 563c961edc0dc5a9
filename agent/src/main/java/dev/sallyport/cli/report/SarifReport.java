package dev.sallyport.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.agent.gate.Built;
import dev.sallyport.cli.text.ShownCalls;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A report as SARIF 2.1.0 (OASIS), for what shows findings in CI. A result lies in the policy that
 * did not list it: that is the file which a person would change. What was dismissed is there, and
 * suppressed; holes in the coverage are notifications of the run.
 */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final JsonOut out;
    private final Path folder;

    private SarifReport(JsonOut out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /**
     * Writes it, a result at a time.
     *
     * @param folder what paths are relative to where they lie in it, usually the working folder
     */
    public static void write(Report report, Path folder, Writer to) throws IOException {
        try (JsonOut out = new JsonOut(to)) {
            new SarifReport(out, folder).log(report);
        }
    }

    private void log(Report report) throws IOException {
        out.begin().text("$schema", SCHEMA).text("version", "2.1.0");
        out.beginList("runs").begin();
        ObjectNode tool = out.object();
        ObjectNode driver = tool.putObject("driver");
        driver.put("name", "Sallyport").put("version", Built.VERSION);
        rules(driver.putArray("rules"), report);
        out.tree("tool", tool);
        ObjectNode invocation = out.object();
        invocation.put("executionSuccessful", true);
        invocation.put("endTimeUtc", report.made().toString());
        ArrayNode notes = invocation.putArray("toolExecutionNotifications");
        report.servers().forEach(server -> notes(notes, server));
        out.beginList("invocations").tree(invocation).endList();
        out.beginList("results");
        for (ServerReport server : report.servers()) {
            for (Finding finding : server.findings()) {
                if (finding.counts().isViolation()) {
                    out.tree(result(server, finding));
                }
            }
        }
        out.endList().end().endList().end();
    }

    private static void rules(ArrayNode rules, Report report) {
        report.servers().stream()
                .flatMap(server -> server.findings().stream())
                .filter(finding -> finding.counts().isViolation())
                .map(Finding::reason)
                .distinct()
                .sorted()
                .forEach(
                        reason ->
                                rules.addObject()
                                        .put("id", reason)
                                        .putObject("shortDescription")
                                        .put(
                                                "text",
                                                "An MCP server did what its policy denies: "
                                                        + reason));
    }

    private static void notes(ArrayNode notes, ServerReport server) {
        for (CoverageBox.Line line : CoverageBox.of(server.coverage())) {
            if (line.isHole()) {
                notes.addObject()
                        .put("level", "warning")
                        .putObject("message")
                        .put("text", server.server() + ": " + line.label() + ": " + line.text());
            }
        }
    }

    private ObjectNode result(ServerReport server, Finding finding) {
        ObjectNode result = out.object();
        result.put("ruleId", finding.reason());
        result.put("level", finding.isDismissed() ? "note" : "error");
        result.put("baselineState", finding.isNew() ? "new" : "unchanged");
        result.putObject("message").put("text", message(finding));
        result.putObject("partialFingerprints")
                .put("sallyportViolation/v1", finding.server() + "/" + finding.id());
        result.put("occurrenceCount", finding.counts().all());
        location(result.putArray("locations").addObject(), server, finding);
        stack(result, finding);
        suppression(result.putArray("suppressions"), finding);
        JsonReport.put(result.putObject("properties"), finding);
        return result;
    }

    private static String message(Finding finding) {
        return finding.server()
                + " "
                + finding.counts().word()
                + ": "
                + finding.destination()
                + " ("
                + finding.reason()
                + ", "
                + finding.id()
                + "); nearest rule: "
                + finding.nearest();
    }

    private void location(ObjectNode location, ServerReport server, Finding finding) {
        String policy = server.policy().path();
        if (policy != null) {
            ObjectNode physical = location.putObject("physicalLocation");
            physical.putObject("artifactLocation").put("uri", uri(policy));
            physical.putObject("region").put("startLine", 1);
        }
        ArrayNode logical = location.putArray("logicalLocations");
        finding.sources().stream()
                .map(source -> ShownCalls.text(source.calls()))
                .distinct()
                .forEach(
                        tool ->
                                logical.addObject()
                                        .put("name", tool)
                                        .put("fullyQualifiedName", finding.server() + "/" + tool)
                                        .put("kind", "function"));
    }

    private String uri(String policy) {
        try {
            Path path = Path.of(policy);
            return path.startsWith(folder)
                    ? folder.relativize(path).toString().replace('\\', '/')
                    : path.toUri().toString();
        } catch (InvalidPathException elsewhere) {
            return "policy";
        }
    }

    private static void stack(ObjectNode result, Finding finding) {
        List<String> frames = finding.stack();
        if (frames.isEmpty()) {
            return;
        }
        ObjectNode stack = result.putArray("stacks").addObject();
        stack.putObject("message").put("text", "of the first attempt");
        ArrayNode list = stack.putArray("frames");
        for (String frame : frames) {
            list.addObject()
                    .putObject("location")
                    .putArray("logicalLocations")
                    .addObject()
                    .put("fullyQualifiedName", frame);
        }
    }

    private static void suppression(ArrayNode suppressions, Finding finding) {
        Dismissal dismissal = finding.dismissal();
        if (finding.isDismissed()) {
            suppressions
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put(
                            "justification",
                            dismissal.why()
                                    + " ("
                                    + dismissal.by()
                                    + ", until "
                                    + dismissal.until()
                                    + ")");
        }
    }
}
