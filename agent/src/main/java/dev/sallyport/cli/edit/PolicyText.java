package dev.sallyport.cli.edit;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The text of a policy file, and edits of it that keep every character that is not meant: comments,
 * order, indentation, and what people wrote. Immutable; an edit gives another text.
 *
 * <p>Each edit is made twice, on the text and on the values that it holds; only where the edited
 * text reads as the edited values, and as a policy, it counts.
 */
public final class PolicyText {
    private static final JsonMapper VALUES =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    private static final String STEP = "  ";

    private final String name;
    private final String text;
    private final Policy policy;

    private PolicyText(String name, String text) throws PolicyException {
        this.name = name;
        this.text = text;
        this.policy = PolicyReader.read(name, bytes(text));
    }

    /**
     * The text of a policy.
     *
     * @param name how errors name it
     * @throws PolicyException it is none
     */
    public static PolicyText of(String name, String text) throws PolicyException {
        return new PolicyText(name, text);
    }

    /** The beginning of a policy that holds whatever nobody has listed yet. */
    public static PolicyText begin(String name, String server) {
        ObjectNode quoted = VALUES.createObjectNode();
        quoted.put("server", server);
        String line = OneLine.of(quoted);
        try {
            return new PolicyText(
                    name,
                    "{\n  \"version\": 1,\n  "
                            + line.substring(1, line.length() - 1)
                            + ",\n  \"onViolation\": \"block\",\n  \"allow\": []\n}\n");
        } catch (PolicyException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    public String text() {
        return text;
    }

    public Policy policy() {
        return policy;
    }

    /** As a file has it, in UTF-8. */
    public byte[] bytes() {
        return bytes(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * With a value more at the end of a list.
     *
     * @param list keys from the outermost object to it, as {@code allow} or {@code processes},
     *     {@code allow}; what lacks of it is made
     * @param comment on a line of its own above the value; {@code null} for none
     */
    public PolicyText add(List<String> list, JsonNode value, String comment) {
        return add(list, List.of(value), Collections.singletonList(comment));
    }

    /** With several values more, each below its comment. */
    PolicyText add(List<String> list, List<JsonNode> added, List<String> comments) {
        ObjectNode values = values();
        JsonNode at = values;
        JsonSpan span = span();
        for (int i = 0; i < list.size(); i++) {
            String key = list.get(i);
            JsonSpan inner = span.member(key);
            if (inner == null) {
                return withList(list, i, span).add(list, added, comments);
            }
            span = inner;
            at = at.get(key);
        }
        ((ArrayNode) at).addAll(added);
        return checked(withElement(span, lines(added, comments)), values);
    }

    /** With an empty list, and the objects around it that lack. */
    private PolicyText withList(List<String> list, int from, JsonSpan span) {
        JsonNode missing = VALUES.createArrayNode();
        for (int i = list.size() - 1; i > from; i--) {
            missing = VALUES.createObjectNode().set(list.get(i), missing);
        }
        ObjectNode values = values();
        ObjectNode at = values;
        for (int i = 0; i < from; i++) {
            at = (ObjectNode) at.get(list.get(i));
        }
        at.set(list.get(from), missing);
        String member = key(list.get(from)) + OneLine.of(missing);
        return checked(withElement(span, List.of(member)), values);
    }

    /** With a value for a key of the outermost object, in place of the one there. */
    public PolicyText set(String key, JsonNode value) {
        ObjectNode values = values();
        values.set(key, value);
        JsonSpan outermost = span();
        JsonSpan old = outermost.member(key);
        String shown = OneLine.of(value);
        return checked(
                old == null
                        ? withElement(outermost, List.of(key(key) + shown))
                        : text.substring(0, old.start()) + shown + text.substring(old.end()),
                values);
    }

    /**
     * Without a value of a list. The comments above it, up to a blank line or another value, and
     * behind it on its line go with it: they speak of it.
     *
     * @param list keys from the outermost object to it
     */
    public PolicyText remove(List<String> list, int index) {
        ObjectNode values = values();
        JsonNode at = values;
        JsonSpan span = span();
        for (String key : list) {
            span = span.member(key);
            at = at.get(key);
        }
        ((ArrayNode) at).remove(index);
        return checked(new Gaps(text).without(span, index), values);
    }

    /** Key and colon, as they begin a member. */
    private static String key(String key) {
        return "\"" + key + "\": ";
    }

    private static List<String> lines(List<JsonNode> values, List<String> comments) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (comments.get(i) != null) {
                // Callers' names are what jars say: none may end the line that it stands in.
                lines.add("// " + comments.get(i).replaceAll("[^ -~]", "?"));
            }
            lines.add(OneLine.of(values.get(i)) + (i < values.size() - 1 ? "," : ""));
        }
        return lines;
    }

    /** A list's element or an object's member, written behind the last one there. */
    private String withElement(JsonSpan span, List<String> lines) {
        Gaps gaps = new Gaps(text);
        int count = span.type() == JsonSpan.Type.LIST ? span.elements().size() : 0;
        int members = span.members().size();
        int last =
                count > 0
                        ? span.elements().get(count - 1).end()
                        : members > 0 ? span.members().get(members - 1).value().end() : -1;
        if (last < 0) {
            return gaps.fillEmpty(span, lines, STEP);
        }
        int first = count > 0 ? span.elements().get(0).start() : span.members().get(0).start();
        return gaps.insertBehind(span, first, last, lines);
    }

    private ObjectNode values() {
        try {
            return (ObjectNode) VALUES.readTree(withoutMark());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it was read as a policy
        }
    }

    private JsonSpan span() {
        try {
            return JsonSpan.of(withoutMark());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A byte order mark is no JSON, but Windows tools write it; a blank has its place. */
    private String withoutMark() {
        return text.startsWith("\ufeff") ? " " + text.substring(1) : text;
    }

    private PolicyText checked(String edited, ObjectNode intended) {
        try {
            PolicyText result = new PolicyText(name, edited);
            if (!result.values().equals(intended)) {
                throw new IllegalStateException(name + ": this edit would say something else");
            }
            return result;
        } catch (PolicyException wrong) {
            throw new IllegalStateException(
                    name + ": this edit would be no policy: " + wrong.getMessage(), wrong);
        }
    }
}
