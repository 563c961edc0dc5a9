package dev.sallyport.harness.attribution;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What an event says of whose connections they were.
 *
 * @param certainty {@code none} where the event says nothing
 * @param calls whose they may be
 */
record Label(String certainty, List<String> calls) {
    static Label of(JsonNode event) {
        JsonNode own = event.path("unmapped");
        return new Label(
                own.path("tool_certainty").asString("none"),
                StreamSupport.stream(own.path("tool_calls").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList());
    }

    /** What it is worth to who knows whose they were. */
    Verdict verdict(String truth) {
        return switch (certainty) {
            case "exact" -> calls.equals(List.of(truth)) ? Verdict.EXACT : Verdict.WRONG;
            case "only-call-in-flight" ->
                    calls.equals(List.of(truth)) ? Verdict.ONLY_CALL : Verdict.WRONG;
            case "one-of" -> calls.contains(truth) ? Verdict.UNSURE : Verdict.WRONG;
            case "none" -> calls.isEmpty() ? Verdict.NONE : Verdict.WRONG;
            default -> Verdict.WRONG;
        };
    }

    enum Verdict {
        /** Sure, and right. */
        EXACT,
        /** Right, because there was no other call. */
        ONLY_CALL,
        /** Says that it is not sure, and names the right one among others. */
        UNSURE,
        /** Says that it does not know. */
        NONE,
        /** Names another, or several others. */
        WRONG
    }
}
