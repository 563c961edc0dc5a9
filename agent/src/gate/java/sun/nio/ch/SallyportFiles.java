package sun.nio.ch;

import dev.sallyport.agent.gate.Sentry;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import jdk.internal.misc.Unsafe;
import sun.nio.fs.SallyportStat;

/**
 * Keeps what guards the next start from being rewritten by this one: the policy, the agent's jar,
 * the events, the clients' configurations.
 *
 * <p>For any other file it costs one {@code lstat(2)} and a hash look-up of its last name: who has
 * one name only, is no link and is not called like a protected file, is none.
 */
public final class SallyportFiles {
    private static final int ACCESS_MODE = 3;
    private static final int TRUNCATE = 512;
    private static final int RANDOM_ACCESS_WRITE = 2;

    /** {@code File.isInvalid()} is true of it: every operation says false and does nothing. */
    private static final File NOWHERE = new File("\0");

    private static final Charset NATIVE =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** A subclass may say another path than the one that the native code reads. */
    private static final long PATH = Unsafe.getUnsafe().objectFieldOffset(File.class, "path");

    /** The thread that writes events: the agent's own files are open to it alone. */
    private static volatile Thread writer;

    private SallyportFiles() {}

    static void prepare() {
        // The class's initialisation does it, before the application could change a property.
    }

    /** From here to {@code false} this thread is the agent itself. */
    static void setWriting(boolean writing) {
        writer = writing ? Thread.currentThread() : null;
    }

    // ---- called by hooks

    /** Entry of {@code FileOutputStream.open}. */
    public static void write(String path) throws FileNotFoundException {
        refuseOpening(path);
    }

    /** Entry of {@code RandomAccessFile.open}. */
    public static void open(String path, int mode) throws FileNotFoundException {
        if ((mode & RANDOM_ACCESS_WRITE) != 0) {
            refuseOpening(path);
        }
    }

    /**
     * Entry of those methods of {@code File} that change a file and say whether they did.
     *
     * @return the file to go on with
     */
    public static File change(File file) {
        SallyportProbe.answer(file);
        return refusal(pathOf(file), false) == null ? file : NOWHERE;
    }

    /** Entry of {@code File.renameTo}. */
    public static File rename(File from, File to) {
        boolean refused =
                refusal(pathOf(from), false) != null || refusal(pathOf(to), false) != null;
        return refused ? NOWHERE : from;
    }

    /** Entry of {@code UnixNativeDispatcher.open}. */
    public static void open(Path path, int flags, int mode) throws Exception {
        if (isWriting(flags)) {
            fail(refusal(path.toString(), true));
        }
    }

    /** Entry of {@code UnixNativeDispatcher.openat}. */
    public static void open(int folder, byte[] name, int flags) throws Exception {
        if (isWriting(flags)) {
            fail(refusal(at(folder, name), true));
        }
    }

    /** Entry of {@code unlink} and {@code rmdir}. */
    public static void delete(Path path) throws Exception {
        fail(refusal(path.toString(), false));
    }

    /** Entry of {@code unlinkat}. */
    public static void delete(int folder, byte[] name) throws Exception {
        fail(refusal(at(folder, name), false));
    }

    /** Entry of {@code rename} and of {@code link}, whose first is the file that there is. */
    public static void move(Path from, Path to) throws Exception {
        fail(refusal(from.toString(), false));
        fail(refusal(to.toString(), false));
    }

    /** Entry of {@code renameat}. */
    public static void move(int folder, byte[] name, int other, byte[] otherName) throws Exception {
        fail(refusal(at(folder, name), false));
        fail(refusal(at(other, otherName), false));
    }

    /** Entry of {@code symlink}: neither in a protected file's place nor as a way to one. */
    public static void link(byte[] target, Path link) throws Exception {
        String path = link.toString();
        fail(refusal(path, false));
        File to = new File(text(target));
        fail(
                refusal(
                        to.isAbsolute()
                                ? to.getPath()
                                : new File(parent(path), to.getPath()).getPath(),
                        true));
    }

    /** Entry of {@code chmod}. */
    public static void permit(Path path) throws Exception {
        fail(refusal(path.toString(), true));
    }

    /** Entry of {@code setMode} of an open file, whose descriptor alone is known. */
    public static void permit(int descriptor) throws Exception {
        fail(refusal("/proc/self/fd/" + descriptor, true));
    }

    // ---- inside

    private static boolean isWriting(int flags) {
        return (flags & ACCESS_MODE) != 0 || (flags & TRUNCATE) != 0;
    }

    private static String pathOf(File file) {
        return (String) Unsafe.getUnsafe().getReference(file, PATH);
    }

    /** A name within an open folder. */
    private static String at(int folder, byte[] name) {
        String path = text(name);
        return path.startsWith("/") || folder < 0 ? path : "/proc/self/fd/" + folder + "/" + path;
    }

    private static String text(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, NATIVE);
    }

    private static void refuseOpening(String path) throws FileNotFoundException {
        String refusal = refusal(path, true);
        if (refusal != null) {
            throw new FileNotFoundException(refusal);
        }
    }

    private static void fail(String refusal) throws Exception {
        if (refusal != null) {
            SallyportStat.fail(refusal);
        }
    }

    /**
     * The refusal's words, or {@code null} where the file may be changed.
     *
     * @param follow whether a link at the path's end is followed
     */
    private static String refusal(String path, boolean follow) {
        Sentry guard = SallyportGate.sentry();
        if (guard == null || path == null || path.isEmpty() || Thread.currentThread() == writer) {
            return null;
        }
        int kind = SallyportStat.kind(path);
        boolean followed = follow && kind == SallyportStat.LINK;
        boolean otherNames = kind == SallyportStat.SEVERAL;
        if (!followed && !otherNames && !guard.isProtectedName(lastName(path))) {
            return null;
        }
        String real = follow ? SallyportGate.realPath(path) : realName(path);
        String refusal = guard.change(real);
        if (refusal == null && otherNames) {
            String[] files = guard.protectedFiles();
            for (int i = 0; i < files.length && refusal == null; i++) {
                if (SallyportStat.isSame(real, files[i])) {
                    refusal = guard.change(files[i]);
                }
            }
        }
        return refusal;
    }

    private static String lastName(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    /** The real folder and the name in it: what deletes or renames does so to a link itself. */
    private static String realName(String path) {
        String name = lastName(path);
        if (name.equals("..") || name.equals(".") || name.equals("/")) {
            return SallyportGate.realPath(path);
        }
        return new File(SallyportGate.realPath(parent(path)), name).getPath();
    }

    private static String parent(String path) {
        String parent = new File(new File(path).getAbsolutePath()).getParent();
        return parent == null ? "/" : parent;
    }
}
