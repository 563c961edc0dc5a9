package dev.sallyport.harness.demo;

import java.io.PrintStream;

/** Tells the demo on a terminal of 80 columns, in ASCII. */
final class Narrator {
    private static final int WIDTH = 78;

    private final PrintStream out;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void title(String text, char line) {
        out.println();
        out.println(text);
        out.println(String.valueOf(line).repeat(text.length()));
    }

    /** A paragraph, its lines broken between words. */
    void say(String text) {
        out.println();
        wrap("", "", text);
    }

    /** Who did what: {@code tool Berlin: 4 C}. */
    void says(String who, String what) {
        String head = "  " + who + " ".repeat(Math.max(1, 11 - who.length()));
        wrap(head, " ".repeat(head.length()), what);
    }

    /** What a newcomer should notice. */
    void notice(String text) {
        out.println();
        wrap("  >> WHAT TO NOTICE: ", "  >> ", text);
    }

    /** Other programs' output, or a file, as it is. */
    void quote(String text) {
        out.println();
        text.lines().forEach(line -> out.println("  | " + line));
    }

    void line(String text) {
        out.println(text);
    }

    private void wrap(String head, String indent, String text) {
        StringBuilder line = new StringBuilder(head);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line.setLength(0);
                line.append(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }
}
