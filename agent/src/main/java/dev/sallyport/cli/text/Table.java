package dev.sallyport.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as what they hold; numbers to the right, the rest to the left. Where that is
 * wider than the terminal, the widest columns give way and their cells are cut.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final boolean[] toTheRight;
    private final List<String[]> lines = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param headings one a column; one that ends in {@code >} is set to the right
     */
    public Table(String... headings) {
        toTheRight = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            toTheRight[i] = headings[i].endsWith(">");
            plain[i] = headings[i].replace(">", "");
        }
        lines.add(plain);
    }

    public void add(String... cells) {
        lines.add(cells);
    }

    /** As wide as it is. */
    public void print(PrintWriter out) {
        print(out, "", Integer.MAX_VALUE);
    }

    /**
     * Within the width of a terminal.
     *
     * @param indent before each line
     */
    public void print(PrintWriter out, String indent, int width) {
        int[] widths = widths();
        int gaps = indent.length() + GAP.length() * (widths.length - 1);
        narrow(widths, width - gaps);
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                String cell = Width.cut(line[i], Math.max(1, widths[i]));
                String blanks = " ".repeat(widths[i] - Width.of(cell));
                text.append(i == 0 ? "" : GAP);
                text.append(toTheRight[i] ? blanks + cell : cell + blanks);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private int[] widths() {
        int[] widths = new int[toTheRight.length];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Width.of(line[i]));
            }
        }
        return widths;
    }

    private static void narrow(int[] widths, int room) {
        long sum = 0;
        for (int width : widths) {
            sum += width;
        }
        while (sum > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            sum--;
        }
    }
}
