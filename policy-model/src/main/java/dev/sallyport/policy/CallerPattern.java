package dev.sallyport.policy;

/**
 * An entry of a rule's {@code callers}: {@code group:artifact}, the pattern of a jar's file name,
 * or {@code unknown}.
 *
 * <p>No entry names a version: an update of a library would take its rules away. What a jar says of
 * itself is taken for true, so this narrows what honest code may do and proves nothing.
 */
public final class CallerPattern {
    private static final String UNKNOWN = "unknown";
    private static final String JAR = ".jar";

    private final String text;

    /** Null unless this is the pattern of a jar. */
    private final PathPattern jar;

    private CallerPattern(String text, PathPattern jar) {
        this.text = text;
        this.jar = jar;
    }

    /**
     * The pattern of an entry of a policy.
     *
     * @throws IllegalArgumentException with the reason as a clause
     */
    public static CallerPattern parse(String text) {
        if (text.equals(UNKNOWN)) {
            return new CallerPattern(text, null);
        }
        int colon = text.indexOf(':');
        if (colon >= 0) {
            int second = text.indexOf(':', colon + 1);
            if (second >= 0 && isId(text, 0, colon) && isId(text, colon + 1, second)) {
                throw new IllegalArgumentException(
                        "has more than group:artifact; write \""
                                + text.substring(0, second)
                                + "\"");
            }
            if (!isId(text, 0, colon) || !isId(text, colon + 1, text.length())) {
                throw new IllegalArgumentException(
                        "is no group:artifact of letters, digits, '.', '_' and '-'");
            }
            return new CallerPattern(text, null);
        }
        if (!text.endsWith(JAR)) {
            throw new IllegalArgumentException(
                    "is no caller; write group:artifact, a jar's name as \"okhttp-*.jar\" or"
                            + " \"unknown\"");
        }
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("is a path; write the jar's file name alone");
        }
        return new CallerPattern(text, PathPattern.parse(text));
    }

    /** Whether that part is what Maven takes for a group's or an artifact's id. */
    private static boolean isId(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return to > from;
    }

    /**
     * Whether a library is meant.
     *
     * @param jarName its file's name; {@code null} where there is none
     * @param coordinates {@code group:artifact:version}, {@code null} where it has none; where it
     *     has neither, the caller is unknown
     */
    public boolean matches(String jarName, String coordinates) {
        if (jar != null) {
            return jarName != null && jar.matches(jarName);
        }
        if (text.equals(UNKNOWN)) {
            return jarName == null && coordinates == null;
        }
        return coordinates != null
                && coordinates.startsWith(text)
                && (coordinates.length() == text.length()
                        || coordinates.charAt(text.length()) == ':');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as the policy file spells it. */
    @Override
    public String toString() {
        return text;
    }
}
