package dev.sallyport.cli.edit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON as people write a rule: on one line, a blank behind each colon and comma. In ASCII, so that
 * no tool's name can change how the line is shown.
 */
final class OneLine {
    private OneLine() {}

    static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        if (value.isObject()) {
            out.append('{');
            Iterator<Map.Entry<String, JsonNode>> f = value.properties().iterator();
            while (f.hasNext()) {
                Map.Entry<String, JsonNode> field = f.next();
                text(field.getKey(), out);
                out.append(": ");
                write(field.getValue(), out);
                out.append(f.hasNext() ? ", " : "");
            }
            out.append('}');
        } else if (value.isArray()) {
            out.append('[');
            for (int i = 0; i < value.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                write(value.get(i), out);
            }
            out.append(']');
        } else if (value.isTextual()) {
            text(value.textValue(), out);
        } else {
            out.append(value.asText());
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            if (c < 0x7f) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append('"');
    }
}
