package dev.sallyport.cli.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.EventLines;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Event;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One violation with all that is on record of it, for whoever looks into it elsewhere: {@code
 * events/}, {@code policy/} and a {@code manifest.json} that names every part with its hash.
 */
public final class Bundle {
    private static final int VERSION = 1;
    private static final long LARGEST_POLICY = 4 << 20;

    private final String violation;
    private final MaskedLine masking;
    private final Set<String> runs = new HashSet<>();
    private final Map<String, PolicyThen> policies = new LinkedHashMap<>();
    private final ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    private Path current;
    private int files;

    /**
     * A policy as a start event names it.
     *
     * @param file where it lay
     * @param sha256 as it was then; {@code null} where that is not on record
     */
    private record PolicyThen(String file, String sha256) {}

    /**
     * The bundle of a violation.
     *
     * @param history what is on record of that violation, not empty
     * @param masksHome whether home folders lose their names, too
     */
    public Bundle(String violation, History history, boolean masksHome) {
        this.violation = violation;
        this.masking = new MaskedLine(masksHome);
        manifest.put("version", VERSION).put("violation", violation);
        ArrayNode listed = manifest.putArray("runs");
        for (ServerHistory server : history.servers()) {
            for (Kind kind : server.kinds()) {
                kind.runs().stream().forEach(run -> add(server.runs().get(run), listed));
            }
        }
    }

    private void add(PastRun run, ArrayNode listed) {
        if (!runs.add(key(run.run()))) {
            return;
        }
        ObjectNode node = listed.addObject();
        node.put("server", run.run().server()).put("run", run.run().id());
        node.put("began", run.began()).put("ended", run.ended()).put("missing", run.missing());
        node.put("start_on_record", run.start() != null).put("stop_on_record", run.stop() != null);
        String file = run.text("policy");
        if (file != null) {
            String sha256 = run.text("policy_sha256");
            policies.putIfAbsent(file + "\n" + sha256, new PolicyThen(file, sha256));
        }
    }

    private static String key(Run run) {
        return run.server() + "\n" + run.id();
    }

    /** Writes it: events from these places, the policies from where they were. */
    public void write(OutputStream out, List<Path> places) throws IOException {
        try (Evidence evidence = new Evidence(out)) {
            events(evidence, places);
            policies(evidence);
            Map<String, String> hashes = new LinkedHashMap<>(evidence.hashes());
            ArrayNode parts = manifest.putArray("parts");
            hashes.forEach(
                    (name, sha256) -> parts.addObject().put("name", name).put("sha256", sha256));
            evidence.begin("manifest.json");
            evidence.line(manifest.toPrettyString());
        }
    }

    /** A run's start tells of its policy, so what is told of runs comes along. */
    private void events(Evidence evidence, List<Path> places) throws IOException {
        String ofRuns = "6002";
        new EventLines(List.of(violation, ofRuns))
                .each(places, (file, event, line) -> take(evidence, file, event, line));
    }

    private void take(Evidence evidence, Path file, Object event, String line) throws IOException {
        boolean ofRun = event instanceof RunEvent;
        Run run = ofRun ? ((RunEvent) event).run() : ((Event) event).run();
        boolean wanted = ofRun || violation.equals(((Event) event).outcome().violation());
        if (!wanted || !runs.contains(key(run))) {
            return;
        }
        if (!file.equals(current)) {
            current = file;
            files++;
            evidence.begin("events/" + files + "-" + plain(file));
        }
        evidence.line(masking.of(line, ofRun));
    }

    private void policies(Evidence evidence) throws IOException {
        ArrayNode listed = manifest.putArray("policies");
        int number = 0;
        for (PolicyThen policy : policies.values()) {
            number++;
            Path file = Path.of(policy.file());
            ObjectNode node = listed.addObject();
            node.put("file", masking.home(policy.file()));
            node.put("sha256_at_start", policy.sha256());
            if (!Files.isRegularFile(file)) {
                node.put("state", "gone");
                continue;
            }
            byte[] text = readPolicy(file);
            if (text == null) {
                node.put("state", "no policy, left out");
                continue;
            }
            String now = HexFormat.of().formatHex(Evidence.sha256().digest(text));
            node.put("state", now.equals(policy.sha256()) ? "unchanged" : "changed since");
            String part = "policy/" + number + "-" + plain(file);
            node.put("part", part);
            evidence.begin(part);
            evidence.write(text);
        }
    }

    /**
     * The file's bytes if it is a policy, else {@code null}: events can name any file, and this one
     * is handed on.
     */
    private static byte[] readPolicy(Path file) throws IOException {
        if (Files.size(file) > LARGEST_POLICY) {
            return null;
        }
        byte[] text = Files.readAllBytes(file);
        try {
            PolicyReader.read(file.toString(), text);
            return text;
        } catch (PolicyException none) {
            return null;
        }
    }

    /** A file's name that no tool takes for a way to another folder. */
    private static String plain(Path file) {
        return file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Policies whose file is not any more what it was when a run began, in words. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        for (JsonNode policy : manifest.withArray("policies")) {
            String state = policy.get("state").asText();
            if (!state.equals("unchanged")) {
                doubts.add(policy.get("file").asText() + ": " + state);
            }
        }
        return doubts;
    }
}
