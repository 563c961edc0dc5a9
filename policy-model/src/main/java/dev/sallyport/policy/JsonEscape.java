package dev.sallyport.policy;

/** The escapes of JSON texts: a backslash and a letter, or {@code u} and four hex digits. */
final class JsonEscape {
    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonEscape() {}

    static boolean isLetter(char c) {
        return LETTERS.indexOf(c) >= 0;
    }

    /** The value of a hex digit, or -1; digits of other scripts are none. */
    static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /**
     * The characters that stand for a stretch of text whose escapes are known to be well-formed.
     */
    static String resolve(char[] text, int from, int to) {
        char[] out = new char[to - from];
        int count = 0;
        int at = from;
        while (at < to) {
            char c = text[at++];
            if (c == '\\') {
                char letter = text[at++];
                if (letter == 'u') {
                    c = unit(text, at);
                    at += 4;
                } else {
                    c = MEANINGS.charAt(LETTERS.indexOf(letter));
                }
            }
            out[count++] = c;
        }
        return new String(out, 0, count);
    }

    private static char unit(char[] text, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit << 4 | hexDigit(text[i]);
        }
        return (char) unit;
    }
}
