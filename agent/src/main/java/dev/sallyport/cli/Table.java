package dev.sallyport.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what they hold; numbers to the right, the rest to the left. */
final class Table {
    private static final String GAP = "  ";

    private final boolean[] toTheRight;
    private final List<String[]> lines = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param headings one a column; one that ends in {@code >} is set to the right
     */
    Table(String... headings) {
        toTheRight = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            toTheRight[i] = headings[i].endsWith(">");
            plain[i] = headings[i].replace(">", "");
        }
        lines.add(plain);
    }

    void add(String... cells) {
        lines.add(cells);
    }

    void print(PrintWriter out) {
        int[] widths = new int[toTheRight.length];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - line[i].length());
                text.append(i == 0 ? "" : GAP);
                text.append(toTheRight[i] ? blanks + line[i] : line[i] + blanks);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
