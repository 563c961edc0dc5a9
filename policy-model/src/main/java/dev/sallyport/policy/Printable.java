package dev.sallyport.policy;

/** Keeps text from elsewhere harmless on a terminal, in a log and in an error message. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    /**
     * Whether every character can be seen (or is a blank) and none changes how others are shown.
     */
    static boolean is(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!is(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    static boolean is(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= ' ';
        }
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** The text in double quotes, cut and with what cannot be printed as U+XXXX. */
    static String quoted(String text) {
        return "\"" + plain(text) + "\"";
    }

    /** The text, cut and with what cannot be printed as U+XXXX. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length() && out.length() < LONGEST) {
            int c = text.codePointAt(i);
            out.append(character(c));
            i += Character.charCount(c);
        }
        return i < text.length() ? out.append("...").toString() : out.toString();
    }

    static String character(int codePoint) {
        if (is(codePoint)) {
            return Character.toString(codePoint);
        }
        StringBuilder hex = new StringBuilder(Integer.toHexString(codePoint));
        while (hex.length() < 4) {
            hex.insert(0, '0');
        }
        return "U+" + hex;
    }

    /** One character as an error names it: {@code 'x'}, "a blank" or by its number. */
    static String named(int codePoint) {
        if (codePoint == ' ') {
            return "a blank";
        }
        return is(codePoint)
                ? "'" + character(codePoint) + "'"
                : "the character " + character(codePoint);
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
