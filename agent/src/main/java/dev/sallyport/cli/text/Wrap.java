package dev.sallyport.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. What is longer than a line stays whole: it may be pasted. */
public final class Wrap {
    private Wrap() {}

    /**
     * The lines of a text; at least one.
     *
     * @param width cells of each, as far as its words allow
     */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && Width.of(line.toString()) + 1 + Width.of(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
