package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.agent.record.Home;
import dev.sallyport.cli.history.ServerHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What speaks for each entry of a policy, in a file beside it: {@code weather.evidence.json}.
 * Sorted, and the same bytes from the same events, so that a pull request shows what is new.
 */
public final class Evidence {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final Path file;

    /**
     * The evidence of a server's policy.
     *
     * @param policy its file
     */
    public Evidence(Path policy, String server) {
        this.file = Home.evidence(policy.toFile(), server).toPath();
    }

    public Path file() {
        return file;
    }

    /** Puts the evidence for a proposal in place of what was there. */
    public void write(ServerHistory history, Proposal proposal) throws IOException {
        byte[] text = text(history, proposal).getBytes(StandardCharsets.UTF_8);
        PolicyFileEdit.replace(file, text);
    }

    static String text(ServerHistory history, Proposal proposal) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.put("server", history.server());
        all.put("runs", proposal.runs());
        MainJarSeen main = MainJarSeen.last(history);
        if (main != null) {
            ObjectNode jar = all.putObject("main_jar").put("name", main.name());
            jar.put("coordinates", main.coordinates()).put("sha256", main.sha256());
        }
        ArrayNode rules = all.putArray("rules");
        List<Proposal.Backed> entries = new ArrayList<>(proposal.entries());
        entries.sort(Comparator.comparing(e -> e.list() + " " + e.rule()));
        for (Proposal.Backed entry : entries) {
            add(rules.addObject(), entry);
        }
        ArrayNode left = all.putArray("not_proposed");
        for (NotProposed not : proposal.notProposed()) {
            left.addObject().put("what", not.what()).put("why", not.why());
        }
        return JSON.writeValueAsString(all) + "\n";
    }

    private static void add(ObjectNode node, Proposal.Backed entry) {
        node.put("section", entry.list().get(0)).put("rule", entry.rule());
        Uses uses = entry.uses();
        node.put("runs", uses.runs().size()).put("attempts", uses.count());
        if (uses.count() > 0) {
            node.put("first_seen", time(uses.first())).put("last_seen", time(uses.last()));
        }
        list(node, "tools", uses.tools());
        list(node, "maybe_tools", uses.maybeTools());
        node.put("outside_tool_calls", uses.hasUsesOutsideCalls());
        list(node, "callers", uses.callers());
        list(node, "second_look", entry.marks());
    }

    private static void list(ObjectNode node, String key, Collection<String> values) {
        ArrayNode list = node.putArray(key);
        values.forEach(list::add);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Who uses an entry now and did not when the evidence was written, by name without a version;
     * empty where there is no evidence of it.
     */
    public SortedSet<String> newCallers(Proposal.Backed entry) throws IOException {
        SortedSet<String> callers = new TreeSet<>();
        if (!Files.exists(file)) {
            return callers;
        }
        for (JsonNode node : JSON.readTree(Files.readAllBytes(file)).path("rules")) {
            if (node.path("rule").asText().equals(entry.rule())) {
                entry.uses().callers().forEach(caller -> callers.add(withoutVersion(caller)));
                node.path("callers")
                        .forEach(known -> callers.remove(withoutVersion(known.asText())));
            }
        }
        return callers;
    }

    private static String withoutVersion(String caller) {
        int second = caller.indexOf(':', caller.indexOf(':') + 1);
        return second < 0 ? caller : caller.substring(0, second);
    }
}
