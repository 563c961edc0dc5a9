package dev.sallyport.harness.attribution;

import dev.sallyport.harness.attribution.Label.Verdict;
import dev.sallyport.harness.guard.Events;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the labels of one phase's connections were worth. */
final class Tally {
    private final Map<Verdict, Long> connections = new EnumMap<>(Verdict.class);
    private final Map<String, Long> byCall = new TreeMap<>();
    private final Map<String, Long> notExact = new TreeMap<>();

    private Tally() {}

    /**
     * Of all connections to some ports.
     *
     * @param truths whose connection it is, by port
     */
    static Tally of(Events events, Map<Integer, String> truths) {
        Tally tally = new Tally();
        for (JsonNode event : events.lines()) {
            String truth = truths.get(event.path("dst_endpoint").path("port").asInt(-1));
            if (truth != null) {
                tally.add(truth, Label.of(event), event.path("count").asLong());
            }
        }
        return tally;
    }

    private void add(String truth, Label label, long count) {
        Verdict verdict = label.verdict(truth);
        connections.merge(verdict, count, Long::sum);
        byCall.merge(truth, count, Long::sum);
        if (verdict != Verdict.EXACT) {
            notExact.merge(
                    truth + ": " + label.certainty() + " " + label.calls(), count, Long::sum);
        }
    }

    long all() {
        return connections.values().stream().mapToLong(Long::longValue).sum();
    }

    long of(Verdict verdict) {
        return connections.getOrDefault(verdict, 0L);
    }

    /** How many connections of each call were recorded. */
    Map<String, Long> byCall() {
        return byCall;
    }

    /** What was not exact. */
    @Override
    public String toString() {
        return connections + " " + notExact;
    }
}
