package sun.nio.fs;

import java.nio.file.Path;

/** What {@code lstat(2)} says of a file, which nothing outside {@code sun.nio.fs} gets cheaply. */
public final class SallyportStat {
    /** There is no such file, or it cannot be seen. */
    public static final int ABSENT = 0;

    /** A link that opening the file would follow. */
    public static final int LINK = 1;

    /** A file that has no other name. */
    public static final int SINGLE = 2;

    /** A folder, or a file with several names. */
    public static final int SEVERAL = 3;

    private SallyportStat() {}

    /** Which of the above a path is, not following a link at its end. */
    public static int kind(String path) {
        UnixFileAttributes found = attributes(path, false);
        if (found == null) {
            return ABSENT;
        }
        if (found.isSymbolicLink()) {
            return LINK;
        }
        return found.nlink() == 1 ? SINGLE : SEVERAL;
    }

    /** Whether two paths, links followed, lead to one file that exists. */
    public static boolean isSame(String path, String other) {
        UnixFileAttributes first = attributes(path, true);
        UnixFileAttributes second = first == null ? null : attributes(other, true);
        return second != null && first.isSameFile(second);
    }

    private static UnixFileAttributes attributes(String path, boolean followLinks) {
        try {
            return UnixFileAttributes.get(path(path), followLinks);
        } catch (UnixException absent) {
            return null;
        }
    }

    private static UnixPath path(String path) {
        Path result = DefaultFileSystemProvider.theFileSystem().getPath(path);
        return (UnixPath) result;
    }

    /**
     * Fails as a system call of the file system would.
     *
     * @throws Exception always; becomes an {@code IOException} with this message on its way up
     */
    public static void fail(String message) throws Exception {
        throw new UnixException(message);
    }
}
