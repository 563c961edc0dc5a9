package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Shown;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML in which text can only be text: whatever comes in is escaped, and stripped of what
 * could turn the direction of the line. Names of elements and attributes are literals of ours.
 */
final class Html {
    /** Names are shorter; a stack or a list of addresses may come near. */
    private static final int LONGEST_TEXT = 4_000;

    private final StringBuilder out = new StringBuilder(64 * 1024);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; a {@code null} value leaves the attribute out
     */
    Html open(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** Ends the element that was begun last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds a text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element that holds nothing and has no end. */
    Html single(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    Html text(String text) {
        escape(Shown.text(text, LONGEST_TEXT));
        return this;
    }

    /** A style sheet or script of ours, which says itself what it is. */
    Html resource(String element, String content) {
        if (content.contains("</")) {
            throw new IllegalArgumentException("the resource would end its element");
        }
        out.append('<').append(element).append('>').append(content);
        out.append("</").append(element).append('>');
        return this;
    }

    Html line() {
        out.append('\n');
        return this;
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(Shown.text(attributes[i + 1], LONGEST_TEXT));
                out.append('"');
            }
        }
        out.append('>');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** The whole of it; every element must have ended. */
    String whole() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open + " not ended");
        }
        return "<!doctype html>\n" + out + "\n";
    }
}
