package dev.sallyport.policy;

/**
 * The one spelling of a request's path that rules are held against, so that the server that gets it
 * cannot read another path in it than the policy did.
 *
 * <p>Query and fragment are cut; percent-encoded unreserved characters (RFC 3986, section 2.3) are
 * decoded, other escapes keep upper-case digits; dot segments are removed (section 5.2.4). Case
 * counts, and so do empty segments. What servers are known to read in different ways meets no rule:
 * a path that climbs above the root; an escape of '/', '\', a control character or half of an
 * overlong UTF-8 sequence, escaped once or more often; a backslash, a blank, or what is not ASCII;
 * dots with path parameters ({@code ..;x}); two dots behind an empty segment, or behind one of
 * parameters alone, which some servers merge.
 */
final class RequestPath {
    private static final String HEX = "0123456789ABCDEF";
    private static final int NONE = -1;

    private RequestPath() {}

    /**
     * The spelling that counts.
     *
     * @param target as on the wire; empty for the root
     * @return null where it meets no rule
     */
    static String normal(String target) {
        int end = end(target);
        if (end == 0) {
            return "/";
        }
        if (target.charAt(0) != '/') {
            return null;
        }
        String decoded = isPlain(target, end) ? target.substring(0, end) : decoded(target, end);
        return decoded == null ? null : withoutDots(decoded);
    }

    /** Whether nothing is there to decode or refuse: almost every path is such a one. */
    private static boolean isPlain(String target, int end) {
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '\\' || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static int end(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '?' || c == '#') {
                return i;
            }
        }
        return target.length();
    }

    private static String decoded(String target, int end) {
        StringBuilder out = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c == '%') {
                int value = escaped(target, i, end);
                if (value == NONE || isForbidden(value)) {
                    return null;
                }
                if (isUnreserved(value)) {
                    out.append((char) value);
                } else {
                    out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
                }
                i += 2;
            } else if (c <= ' ' || c >= 0x7f || c == '\\') {
                return null;
            } else {
                out.append(c);
            }
        }
        String decoded = out.toString();
        return hasEscapedEscape(decoded) ? null : decoded;
    }

    /** Whether a server that decodes more than once finds a dot or what is forbidden. */
    private static boolean hasEscapedEscape(String path) {
        for (int at = path.indexOf("%25"); at >= 0; at = path.indexOf("%25", at + 3)) {
            int inner = at;
            while (escaped(path, inner, path.length()) == '%') {
                inner += 2;
            }
            int last = escaped(path, inner, path.length());
            if (last == '.' || (last != NONE && isForbidden(last))) {
                return true;
            }
        }
        return false;
    }

    /** The byte that is escaped at a percent sign, or {@link #NONE}. */
    private static int escaped(String text, int percent, int end) {
        if (percent + 2 >= end) {
            return NONE;
        }
        int high = digit(text.charAt(percent + 1));
        int low = digit(text.charAt(percent + 2));
        return high < 0 || low < 0 ? NONE : high << 4 | low;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : NONE;
    }

    private static boolean isForbidden(int value) {
        return value == '/'
                || value == '\\'
                || value < ' '
                || value == 0x7f
                || value == 0xc0
                || value == 0xc1;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Null if it climbs above the root or its dots are read in more ways than one. */
    private static String withoutDots(String path) {
        if (path.indexOf("/.") < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        int from = 0;
        while (from < path.length()) {
            int next = path.indexOf('/', from + 1);
            int to = next < 0 ? path.length() : next;
            String segment = path.substring(from + 1, to);
            if (isDotsWithParameter(segment)) {
                return null;
            }
            boolean dots = segment.equals(".") || segment.equals("..");
            if (!dots) {
                out.append('/').append(segment);
            } else if (segment.length() == 2 && !removeLast(out)) {
                return null;
            }
            if (dots && next < 0) {
                out.append('/');
            }
            from = to;
        }
        return out.toString();
    }

    private static boolean isDotsWithParameter(String segment) {
        int dots = segment.startsWith("..") ? 2 : segment.startsWith(".") ? 1 : 0;
        return dots > 0 && isParameter(segment, dots);
    }

    private static boolean isParameter(String text, int from) {
        return text.startsWith(";", from) || text.startsWith("%3B", from);
    }

    /** Whether there was a segment to remove, and none that is empty, or is without parameters. */
    private static boolean removeLast(StringBuilder out) {
        int slash = out.lastIndexOf("/");
        if (slash < 0 || slash == out.length() - 1 || isParameter(out.substring(slash + 1), 0)) {
            return false;
        }
        out.setLength(slash);
        return true;
    }

    /** The segments of a path that begins with a slash; the last is empty if it ends with one. */
    static String[] segments(String path) {
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            count += path.charAt(i) == '/' ? 1 : 0;
        }
        String[] segments = new String[count];
        int from = 1;
        for (int i = 0; i < count; i++) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            segments[i] = path.substring(from, to);
            from = to + 1;
        }
        return segments;
    }
}
