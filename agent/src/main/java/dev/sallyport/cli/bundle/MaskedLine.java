package dev.sallyport.cli.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** An event's line with the secrets in it masked; keys that we do not know stay. */
final class MaskedLine {
    private static final String ARGUMENTS = "cmd_line";

    private final ObjectMapper json = new ObjectMapper();
    private final boolean masksHome;

    MaskedLine(boolean masksHome) {
        this.masksHome = masksHome;
    }

    /**
     * The line without its line feed.
     *
     * @param ofRun whether it is told of a run: its facts are settings
     */
    String of(String line, boolean ofRun) throws JsonProcessingException {
        JsonNode root = json.readTree(line);
        mask(root, false, ofRun);
        return json.writeValueAsString(root);
    }

    private void mask(JsonNode node, boolean ours, boolean ofRun) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (object.get(name) instanceof TextNode text) {
                    object.put(name, masked(text.textValue(), name, ours && ofRun));
                } else {
                    mask(object.get(name), name.equals("unmapped"), ofRun);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text) {
                    array.set(i, TextNode.valueOf(masked(text.textValue(), "", false)));
                } else {
                    mask(array.get(i), false, ofRun);
                }
            }
        }
    }

    private String masked(String text, String name, boolean setting) {
        if (name.equals(ARGUMENTS)) {
            return home(Mask.arguments(text));
        }
        return home(setting ? Mask.settings(text) : Mask.text(text));
    }

    /** The text without a person's name in it, if that is wanted. */
    String home(String text) {
        return masksHome ? HomeNames.masked(text) : text;
    }
}
