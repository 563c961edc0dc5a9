package dev.sallyport.cli.text;

/** Text from events and policies as a terminal may show it. */
public final class Shown {
    /** What is worth reading of a name where nothing else says how much fits. */
    private static final int LONGEST = 300;

    private Shown() {}

    /**
     * The text with every control, format and surrogate character replaced by {@code ?}; one that
     * somebody made endless is cut.
     */
    public static String text(String raw) {
        return text(raw, LONGEST);
    }

    /**
     * The same, where more of it is worth reading.
     *
     * @param longest cells after which it is cut
     */
    public static String text(String raw, int longest) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints()
                .limit(longest + 1L)
                .forEach(c -> shown.appendCodePoint(isHarmless(c) ? c : '?'));
        return Width.cut(shown.toString(), longest);
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** As one word of a shell's command line, fit to be pasted. */
    public static String word(String raw) {
        String shown = text(raw);
        boolean plain = !shown.isEmpty() && shown.chars().allMatch(Shown::needsNoQuotes);
        return plain ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    private static boolean needsNoQuotes(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._/:@-".indexOf(c) >= 0;
    }
}
