package dev.sallyport.agent.wire;

/** The small words of HTTP: tokens, hosts, numbers. */
final class HostText {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** What ends an authority in a URI, and what some take for it. */
    private static final String ENDS = "/?#\\";

    private HostText() {}

    static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c > ' ' && TOKEN_MARKS.indexOf(c) >= 0);
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether a field's name, a part of a text, is this one or might be taken for it. */
    static boolean isLike(String text, int from, int to, String lowerCase) {
        int at = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isTokenChar(c)) {
                if (at == lowerCase.length() || lower(c) != lowerCase.charAt(at)) {
                    return false;
                }
                at++;
            }
        }
        return at == lowerCase.length();
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** Where the authority ends that begins at {@code from}. */
    static int endOfAuthority(String uri, int from) {
        int end = from;
        while (end < uri.length() && ENDS.indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Printable ASCII, and nothing that ends a host for some and not for others. */
    static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '@' || c == ',' || ENDS.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A decimal number up to {@code most}; -1 for anything else. */
    static int number(String text, int most) {
        long number = text.length() > 9 ? -1 : digits(text);
        return number > most ? -1 : (int) number;
    }

    /** A decimal number of at most 18 digits; -1 for anything else. */
    static long digits(String text) {
        long number = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /** Without the blanks and tabs around it. */
    static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
