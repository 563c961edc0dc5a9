package dev.sallyport.policy;

/**
 * The spelling that a path in a policy must have. Attempts are matched by their real path, so an
 * entry spelled otherwise would never match and yet look as if it did.
 */
final class AbsolutePath {
    private AbsolutePath() {}

    /** Why the text is no absolute, normalised path, as a clause; or null if it is one. */
    static String problem(String path) {
        if (!path.startsWith("/")) {
            return "is no absolute path";
        }
        if (!Printable.is(path)) {
            return "holds a control character";
        }
        if (path.contains("//") || path.endsWith("/")) {
            return "has an empty part between two slashes or at its end";
        }
        return hasDots(path) ? "has a part \".\" or \"..\"; write the real path" : null;
    }

    static boolean hasDots(String path) {
        return path.contains("/./")
                || path.contains("/../")
                || path.endsWith("/.")
                || path.endsWith("/..");
    }
}
