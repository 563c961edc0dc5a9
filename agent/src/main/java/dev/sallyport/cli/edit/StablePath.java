package dev.sallyport.cli.edit;

import java.util.regex.Pattern;

/**
 * The pattern of a file whose name holds what changes from run to run or from release to release: a
 * UUID, a number that a temporary file got, a version. So {@code
 * /tmp/sqlite-3.46.0.0-7e3d…-libsqlitejdbc.so} becomes {@code sqlite-*-libsqlitejdbc.so}.
 *
 * <p>A star is put only where such a thing stood, and never in place of all letters: {@code *.so}
 * would allow whatever somebody unpacks.
 */
final class StablePath {
    private static final Pattern CHANGING =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                            + "|(?<![0-9a-zA-Z])(?=[a-f]*[0-9])[0-9a-f]{8,}(?![0-9a-zA-Z])"
                            + "|[0-9]+(\\.[0-9]+)+"
                            + "|[0-9]{4,}");
    private static final Pattern STARS = Pattern.compile("\\*([-_.]?\\*)+");
    private static final Pattern LETTERS = Pattern.compile("[a-zA-Z]{3,}");
    private static final String[] TEMPORARY = {
        "/tmp/", "/var/tmp/", "/dev/shm/", "/run/user/", "/var/folders/", "/private/var/folders/"
    };

    private StablePath() {}

    /** Whether anybody may make files where this one lies, and names there change. */
    static boolean isTemporary(String path) {
        for (String folder : TEMPORARY) {
            if (path.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    /**
     * For a native library: by its name alone where its folder is temporary, else by its path.
     *
     * @param path real
     */
    static String ofLibrary(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String folder = path.substring(0, slash + 1);
        String pattern = stable(name);
        String stem = pattern.contains(".") ? pattern.substring(0, pattern.indexOf('.')) : pattern;
        if (!LETTERS.matcher(stem).find()) {
            return path; // nothing is left that tells it from others
        }
        return isTemporary(path) ? pattern : stable(folder) + pattern;
    }

    /** For a program, which needs a path: only what changes from run to run gives way. */
    static String ofProgram(String path) {
        if (!isTemporary(path)) {
            return path;
        }
        String pattern = stable(path);
        return LETTERS.matcher(pattern.substring(pattern.lastIndexOf('/') + 1)).find()
                ? pattern
                : path;
    }

    private static String stable(String text) {
        String starred = CHANGING.matcher(text).replaceAll("*");
        return STARS.matcher(starred).replaceAll("*");
    }
}
