package dev.sallyport.policy;

/**
 * A pattern for the path of a program or a native library. Without a slash it is held against the
 * file name, with one it is absolute and held against the whole path. {@code *} stands for any run
 * of characters except '/', {@code ?} for one; case counts.
 */
public final class PathPattern {
    private final String pattern;
    private final boolean absolute;

    private PathPattern(String pattern, boolean absolute) {
        this.pattern = pattern;
        this.absolute = absolute;
    }

    /**
     * The pattern of an entry of a policy.
     *
     * @throws IllegalArgumentException with the reason as a clause
     */
    public static PathPattern parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (text.contains("**")) {
            throw new IllegalArgumentException("has \"**\"; a star stays within one directory");
        }
        boolean absolute = text.indexOf('/') >= 0;
        String problem = absolute ? AbsolutePath.problem(text) : AbsolutePath.problem("/" + text);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new PathPattern(text, absolute);
    }

    /** Whether the whole path is matched, not just the file name. */
    public boolean isAbsolute() {
        return absolute;
    }

    /**
     * Whether a path is meant.
     *
     * @param realPath absolute, links resolved; one with "." or ".." in it matches nothing, since a
     *     star could stand for them
     */
    public boolean matches(String realPath) {
        if (AbsolutePath.hasDots(realPath)) {
            return false;
        }
        return matches(realPath, absolute ? 0 : realPath.lastIndexOf('/') + 1);
    }

    /** Whether whatever the other pattern matches, this one does; false also where unsure. */
    public boolean contains(PathPattern other) {
        boolean literal = other.pattern.indexOf('*') < 0 && other.pattern.indexOf('?') < 0;
        return equals(other)
                || (literal && (other.absolute || !absolute) && matches("/" + other.literal()));
    }

    /** Without the slash that an absolute one begins with. */
    private String literal() {
        return absolute ? pattern.substring(1) : pattern;
    }

    /** Goes back to the last star only, so the time is at most the product of the two lengths. */
    private boolean matches(String text, int from) {
        int at = from;
        int p = 0;
        int star = -1;
        int starAt = -1;
        while (at < text.length()) {
            char c = text.charAt(at);
            char wanted = p < pattern.length() ? pattern.charAt(p) : '\0';
            if (p < pattern.length() && wanted == '*') {
                star = p++;
                starAt = at;
            } else if (p < pattern.length() && (wanted == c || (wanted == '?' && c != '/'))) {
                p++;
                at++;
            } else if (star >= 0 && text.charAt(starAt) != '/') {
                p = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The pattern as the policy file spells it. */
    @Override
    public String toString() {
        return pattern;
    }
}
