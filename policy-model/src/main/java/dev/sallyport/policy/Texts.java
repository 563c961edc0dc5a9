package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads the kinds of text and lists of text that several sections have. Null after an error. */
final class Texts {
    private static final String[] ON_VIOLATION = {"log", "report", "block"};

    private Texts() {}

    /** A text of 1 to {@code longest} printable characters. */
    static String name(JsonCursor in, String what, int longest) throws JsonException {
        String text = in.text(what);
        if (text == null) {
            return null;
        }
        String problem = null;
        if (text.isBlank()) {
            problem = "is empty; give " + what;
        } else if (text.length() > longest) {
            problem = "has more than " + longest + " characters";
        } else if (!Printable.is(text)) {
            problem = Printable.quoted(text) + " holds a control character; remove it";
        }
        if (problem != null) {
            in.error(problem);
            return null;
        }
        return text;
    }

    static OnViolation onViolation(JsonCursor in) throws JsonException {
        String text = in.text("\"log\", \"report\" or \"block\"");
        if (text == null) {
            return null;
        }
        OnViolation onViolation = OnViolation.ofWire(text);
        if (onViolation == null) {
            in.error(noneOf(text, ON_VIOLATION));
        }
        return onViolation;
    }

    static String noneOf(String text, String[] words) {
        return Printable.quoted(text)
                + " is none of "
                + Keys.list(words)
                + Nearest.hint(text, words, "");
    }

    /** A list of one or more texts, none of them empty. */
    static List<String> names(JsonCursor in, String what) throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of " + what);
        if (list < 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            String name = in.text("a text");
            if (name != null && name.isBlank()) {
                in.error("is empty; remove it");
            } else if (name != null) {
                names.add(name);
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one or more " + what + " or leave it out");
        }
        return names;
    }

    /** 64 hex digits, in lower case. */
    static String sha256(JsonCursor in) throws JsonException {
        String text = in.text("a SHA-256 of 64 hex digits");
        if (text == null) {
            return null;
        }
        boolean hex = text.length() == 64;
        char[] digits = text.toCharArray();
        for (int i = 0; hex && i < digits.length; i++) {
            char c = digits[i];
            if (c >= 'A' && c <= 'F') {
                digits[i] = (char) (c + ('a' - 'A'));
            } else {
                hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            }
        }
        if (!hex) {
            in.error(Printable.quoted(text) + " is no SHA-256 (64 hex digits)");
            return null;
        }
        return new String(digits);
    }
}
