package dev.sallyport.policy;

/**
 * A pattern for the path of an HTTP request, held against what {@link RequestPath} makes of it.
 * {@code *} stands for one segment, which is not empty, {@code **} for any number of them, none
 * included: {@code /points/**} means {@code /points} and all below it.
 */
public final class RequestPattern {
    private static final String ONE = "*";
    private static final String MANY = "**";

    private final String text;
    private final String[] segments;

    private RequestPattern(String text) {
        this.text = text;
        segments = RequestPath.segments(text);
    }

    /**
     * The pattern of a rule.
     *
     * @throws IllegalArgumentException with the reason as a clause
     */
    public static RequestPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("is no path; it begins with '/'");
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "has a query or a fragment; requests are matched without");
        }
        String normal = RequestPath.normal(text);
        if (normal == null) {
            throw new IllegalArgumentException(
                    "is a path that no rule is met by (an encoded slash, dots above the root,"
                            + " a blank, ...)");
        }
        if (!normal.equals(text)) {
            throw new IllegalArgumentException(
                    "is not spelled as requests are matched; write " + Printable.quoted(normal));
        }
        RequestPattern pattern = new RequestPattern(text);
        for (int i = 0; i < pattern.segments.length; i++) {
            String segment = pattern.segments[i];
            if (segment.isEmpty() && i < pattern.segments.length - 1) {
                throw new IllegalArgumentException("has an empty part between two slashes");
            }
            if (segment.indexOf('*') >= 0 && !segment.equals(ONE) && !segment.equals(MANY)) {
                throw new IllegalArgumentException(
                        "has a star beside other characters; \"*\" is one whole segment,"
                                + " \"**\" any number of them");
            }
        }
        return pattern;
    }

    /**
     * Whether the path of a request is meant.
     *
     * @param target as on the wire
     */
    public boolean matches(String target) {
        String path = RequestPath.normal(target);
        return path != null && matches(RequestPath.segments(path));
    }

    /** Whether a path is meant, given as the segments of its normal form. */
    boolean matches(String[] path) {
        return matches(path, false);
    }

    /** Whether whatever the other pattern matches, this one does; false also where unsure. */
    public boolean contains(RequestPattern other) {
        return matches(other.segments, true);
    }

    /** Goes back to the last {@code **} only, so the time is at most the product of the lengths. */
    private boolean matches(String[] path, boolean patterns) {
        int at = 0;
        int p = 0;
        int many = -1;
        int manyAt = 0;
        while (at < path.length) {
            if (p < segments.length && segments[p].equals(MANY)) {
                many = p++;
                manyAt = at;
            } else if (p < segments.length && matches(segments[p], path[at], patterns)) {
                p++;
                at++;
            } else if (many >= 0) {
                p = many + 1;
                at = ++manyAt;
            } else {
                return false;
            }
        }
        while (p < segments.length && segments[p].equals(MANY)) {
            p++;
        }
        return p == segments.length;
    }

    private static boolean matches(String wanted, String segment, boolean patterns) {
        if (wanted.equals(ONE)) {
            return !segment.isEmpty() && !(patterns && segment.equals(MANY));
        }
        return wanted.equals(segment);
    }

    /** The pattern as the policy file spells it. */
    @Override
    public String toString() {
        return text;
    }
}
