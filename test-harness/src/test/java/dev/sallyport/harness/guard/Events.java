package dev.sallyport.harness.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run's events, read as any reader of OCSF would, with none of Sallyport's own code. */
public final class Events {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<JsonNode> lines;

    private Events(List<JsonNode> lines) {
        this.lines = lines;
    }

    /** Of all files below the folder; none if it is not there. */
    static Events below(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode event = JSON.readTree(line);
                Ocsf.check(event);
                lines.add(event);
            }
        }
        return new Events(lines);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    /** All of them, as they were written. */
    public List<JsonNode> lines() {
        return lines;
    }

    /** Fails where a number is missing from {@code metadata.sequence}: a line was lost. */
    void gapless() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).path("metadata").path("sequence").asInt() != i + 1) {
                throw new AssertionError((i + 1) + " is not where it should be in " + lines);
            }
        }
    }

    /** The one line of this activity ({@code start}, {@code stop}). */
    public JsonNode only(String activity) {
        List<JsonNode> found = lines.stream().filter(line -> is(line, activity)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " events of " + activity + " in " + lines);
        }
        return found.get(0);
    }

    /**
     * How often each kind was denied, by reason and target: {@code not-listed evil.example:443},
     * {@code lookup-not-listed look-up of evil.example}.
     */
    public Map<String, Long> denied() {
        return counts(line -> "deny".equals(own(line, "verdict")));
    }

    /** How often each kind was allowed, in the same words. */
    public Map<String, Long> allowed() {
        return counts(line -> "allow".equals(own(line, "verdict")));
    }

    /** The first denial for this reason and target. */
    JsonNode denial(String reasonAndTarget) {
        return lines.stream()
                .filter(line -> "deny".equals(own(line, "verdict")))
                .filter(line -> reasonAndTarget.equals(reasonAndTarget(line)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(reasonAndTarget + " is not in " + lines));
    }

    /** A text of our own part of the event, or {@code null}. */
    static String own(JsonNode line, String name) {
        return line.path("unmapped").path(name).asString(null);
    }

    private static boolean is(JsonNode line, String activity) {
        return activity.equals(own(line, "activity"));
    }

    private Map<String, Long> counts(Predicate<JsonNode> wanted) {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode line : lines) {
            if (wanted.test(line)) {
                counts.merge(reasonAndTarget(line), line.path("count").asLong(), Long::sum);
            }
        }
        return counts;
    }

    private static String reasonAndTarget(JsonNode line) {
        return own(line, "reason") + " " + target(line);
    }

    private static String target(JsonNode line) {
        if (line.has("query")) {
            boolean reverse = "PTR".equals(line.path("query").path("type").asString(""));
            return (reverse ? "reverse look-up of " : "look-up of ")
                    + line.path("query").path("hostname").asString();
        }
        if (line.has("process")) {
            return "program " + line.path("process").path("file").path("path").asString();
        }
        if (line.has("finding_info")) {
            return "tampering with " + line.path("finding_info").path("uid").asString();
        }
        if (line.has("module")) {
            return (is(line, "agent") ? "late agent " : "native library ")
                    + line.path("module").path("file").path("path").asString();
        }
        JsonNode endpoint = line.path("dst_endpoint");
        String host = endpoint.path("hostname").asString(endpoint.path("ip").asString("?"));
        boolean udp = "udp".equals(line.path("connection_info").path("protocol_name").asString(""));
        return (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + ":"
                + endpoint.path("port").asInt()
                + (udp ? "/udp" : "");
    }
}
