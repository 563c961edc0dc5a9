package dev.sallyport.event;

/**
 * Builds one JSON object on one line, in ASCII: whatever is not printable ASCII is escaped, so no
 * host or tool name can break the line, the decoder or the terminal.
 *
 * <p>Not Jackson's generator: the first line is written in premain, and its 35 classes are a tenth
 * of what the whole start may cost.
 */
final class JsonLine {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(1024).append('{');
    private boolean first = true;

    /** Begins an object that is the value of {@code name}; {@link #end} ends it. */
    JsonLine object(String name) {
        name(name);
        text.append('{');
        first = true;
        return this;
    }

    JsonLine end() {
        text.append('}');
        first = false;
        return this;
    }

    /** A text; nothing at all where there is none. */
    JsonLine field(String name, String value) {
        if (value != null) {
            name(name);
            quote(value);
        }
        return this;
    }

    JsonLine field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine list(String name, Iterable<String> values) {
        name(name);
        text.append('[');
        boolean comma = false;
        for (String value : values) {
            if (comma) {
                text.append(',');
            }
            quote(value);
            comma = true;
        }
        text.append(']');
        return this;
    }

    /** The whole line, line feed included. */
    String line() {
        return text.append("}\n").toString();
    }

    private void name(String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                text.append(c);
            } else {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        text.append('"');
    }
}
