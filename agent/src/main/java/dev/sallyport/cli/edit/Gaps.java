package dev.sallyport.cli.edit;

import java.util.List;

/**
 * What stands between values: blanks, line ends, commas and comments. Finds the place where a line
 * can be put in or taken out without touching them.
 */
final class Gaps {
    private final String text;
    private final String lineEnd;

    Gaps(String text) {
        this.text = text;
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Lines put behind the last element of a list, or member of an object. */
    String insertBehind(JsonSpan span, int first, int last, List<String> lines) {
        int line = endOfLine(last, span.end() - 1);
        if (line < 0 && lines.size() == 1 && lineStart(first) == lineStart(span.start())) {
            return text.substring(0, last) + ", " + lines.get(0) + text.substring(last);
        }
        String indent = indent(first);
        String added = lineEnd + indent + String.join(lineEnd + indent, lines);
        if (line < 0) {
            return text.substring(0, last) + "," + added + text.substring(last);
        }
        return text.substring(0, last)
                + ","
                + text.substring(last, line)
                + added
                + text.substring(line);
    }

    /** Lines put into a list or object that has nothing, one step further in than it stands. */
    String fillEmpty(JsonSpan span, List<String> lines, String step) {
        int closing = span.end() - 1;
        String outer = indent(span.start());
        String indent = outer + step;
        String added = lineEnd + indent + String.join(lineEnd + indent, lines);
        int line = endOfLine(span.start() + 1, closing);
        if (line >= 0) {
            // It holds comments or blank lines: they stay in front.
            int end = backOverBlanks(closing);
            return text.substring(0, end) + added + text.substring(end);
        }
        return text.substring(0, closing) + added + lineEnd + outer + text.substring(closing);
    }

    /** The text without an element, its comma, and the comments that speak of it. */
    String without(JsonSpan list, int index) {
        JsonSpan element = list.elements().get(index);
        boolean isLast = index == list.elements().size() - 1;
        int before = index == 0 ? list.start() + 1 : list.elements().get(index - 1).end();
        int after = isLast ? list.end() - 1 : list.elements().get(index + 1).start();

        int from = startWithComments(element.start(), before);
        int to = element.end();
        String head = text.substring(0, from);
        if (isLast && index > 0) {
            int comma = comma(before, element.start());
            head = text.substring(0, comma) + text.substring(comma + 1, from);
        } else if (!isLast) {
            to = comma(element.end(), after) + 1;
        }
        int line = endOfLine(to, after);
        boolean ownLine = head.isEmpty() || head.endsWith("\n");
        if (line >= 0 && ownLine) {
            int next = line + (text.startsWith("\r\n", line) ? 2 : 1);
            return head + text.substring(next);
        }
        if (isLast && !ownLine) {
            // Never over a line end: it may close a comment.
            return withoutTrailingBlanks(head) + text.substring(to);
        }
        return head + (ownLine ? text.substring(to) : text.substring(to).stripLeading());
    }

    /** The line's start where nothing but comments stands above the value, else the value's own. */
    private int startWithComments(int start, int before) {
        int line = lineStart(start);
        if (line <= before || !text.substring(line, start).isBlank()) {
            return start;
        }
        while (true) {
            int above = lineStart(Math.max(0, line - 1));
            if (above <= before || !text.substring(above, line).strip().startsWith("//")) {
                return line;
            }
            line = above;
        }
    }

    /** Where the line ends on which a place is, if it does before a limit; else -1. */
    private int endOfLine(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (text.startsWith("/*", i)) {
                i = text.indexOf("*/", i + 2) + 1;
            } else if (text.startsWith("//", i)) {
                i = lineEndFrom(i) - 1;
            } else if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return i;
            }
        }
        return -1;
    }

    private int lineEndFrom(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int comma(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (text.startsWith("/*", i)) {
                i = text.indexOf("*/", i + 2) + 1;
            } else if (text.startsWith("//", i)) {
                i = lineEndFrom(i) - 1;
            } else if (text.charAt(i) == ',') {
                return i;
            }
        }
        throw new IllegalStateException("no comma between two values");
    }

    private int backOverBlanks(int from) {
        int i = from;
        while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static String withoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(0, end);
    }

    private int lineStart(int at) {
        int i = at;
        while (i > 0 && text.charAt(i - 1) != '\n' && text.charAt(i - 1) != '\r') {
            i--;
        }
        return i;
    }

    /** What stands in front of the first thing on a line. */
    private String indent(int at) {
        int start = lineStart(at);
        int i = start;
        while (i < at && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return text.substring(start, i);
    }
}
