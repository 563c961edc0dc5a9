package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The MCP project's own conformance suite, {@code @modelcontextprotocol/conformance}, in the
 * version and on the Node that {@code conformance/package-lock.json} pins.
 */
final class ConformanceSuite {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOCK = "package-lock.json";
    private static final Pattern RESULTS = Pattern.compile("server-(.+)-\\d{4}-\\d\\d-\\d\\dT.+");

    /** Of a session, or of an event in its stream. */
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Path modules;

    private ConformanceSuite(Path modules) {
        this.modules = modules;
    }

    /**
     * The suite below this module's {@code target}, brought by npm where it is not there yet.
     * Without npm the calling test is skipped.
     */
    static ConformanceSuite installed() throws IOException, InterruptedException {
        Path pinned = Path.of(System.getProperty("harness.conformance"));
        Path home = Path.of(System.getProperty("harness.target"), "conformance");
        Path complete = home.resolve("installed.json");
        if (!Files.exists(complete) || Files.mismatch(complete, pinned.resolve(LOCK)) != -1) {
            assumeTrue(
                    onPath("npm"),
                    "npm, which brings the MCP conformance suite, is not on the PATH; install it");
            Files.createDirectories(home);
            copy(pinned.resolve("package.json"), home.resolve("package.json"));
            copy(pinned.resolve(LOCK), home.resolve(LOCK));
            // What is installed has no business with this machine before the suite runs.
            Path log = home.resolve("npm.log");
            int exit = run(log, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (exit != 0) {
                throw new IOException("npm ci: exit " + exit + "\n" + Files.readString(log));
            }
            copy(pinned.resolve(LOCK), complete);
        }
        return new ConformanceSuite(home.resolve("node_modules"));
    }

    /**
     * Runs every scenario of the suite's default selection.
     *
     * @param server its MCP endpoint
     * @param folder a place for the results
     * @return each scenario's checks, without what differs between any two runs
     */
    Map<String, JsonNode> judge(URI server, Path folder) throws IOException, InterruptedException {
        Path results = Files.createTempDirectory(folder, "results");
        Path log = results.resolve("log");
        // Its exit code is 1 where a check failed; which one, the results tell.
        run(
                log,
                node(),
                modules.resolve("@modelcontextprotocol/conformance/dist/index.js").toString(),
                "server",
                "--url",
                server.toString(),
                "--output-dir",
                results.toString());
        Map<String, JsonNode> checks = new TreeMap<>();
        for (Path scenario : children(results)) {
            Matcher name = RESULTS.matcher(scenario.getFileName().toString());
            if (name.matches()) {
                String text = Files.readString(scenario.resolve("checks.json"));
                checks.put(name.group(1), comparable(text, server));
            }
        }
        if (checks.isEmpty()) {
            throw new IOException("no results; the suite said:\n" + Files.readString(log));
        }
        return checks;
    }

    /** The checks with all that was said in them, but for ports, sessions and times. */
    private static JsonNode comparable(String text, URI server) {
        String timeless = text.replace(server.getAuthority(), "server");
        JsonNode checks = JSON.readTree(UUID.matcher(timeless).replaceAll("uuid"));
        for (JsonNode check : checks) {
            ((ObjectNode) check).remove("timestamp");
            if (check.get("details") instanceof ObjectNode details) {
                // Quarkus logs the opening of a stream, and not always before the check has ended.
                details.remove(List.of("logs", "logCount"));
            }
        }
        return checks;
    }

    /** The Node of this platform; where npm has none for it, the one on the PATH. */
    private String node() throws IOException {
        return children(modules).stream()
                .filter(module -> module.getFileName().toString().startsWith("node-linux-"))
                .map(module -> module.resolve("bin/node").toString())
                .findFirst()
                .orElse("node");
    }

    private static int run(Path log, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(log.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        Deadline.on(process);
        return process.waitFor();
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
