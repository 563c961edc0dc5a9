package sun.nio.ch;

import dev.sallyport.agent.gate.Sentry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;

/** Finds what the kernel would run, as the JDK's {@code childproc.c} does. */
final class SallyportPrograms {
    /**
     * File names as the JDK hands them to the kernel. Read before {@code main}: an application that
     * could choose it would have one file judged and another one run.
     */
    private static final Charset NATIVE =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS=";

    /** The JVM's child helper searches the path that the JVM was started with. */
    private static final String PATH = System.getenv("PATH");

    /** Reads what the application must not be able to set. */
    static void prepare() {
        // The class's initialisation does it.
    }

    static byte[] judged(Sentry guard, byte[] program, byte[] arguments, byte[] folder)
            throws IOException {
        String name = text(program);
        File found = find(name, folder);
        String real = found.getCanonicalPath();
        String refusal = guard.process(real, commandLine(arguments));
        if (refusal != null) {
            throw new IOException(refusal);
        }
        // A path that is listed as it stands may be a link that its program looks at (busybox);
        // any other link could be turned between check and use.
        String used = guard.listsProgram(found.getPath()) ? found.getPath() : real;
        return (used + "\0").getBytes(NATIVE);
    }

    /** The arguments, each ended by a NUL, as one line. */
    private static String commandLine(byte[] arguments) {
        if (arguments == null) {
            return "";
        }
        String line = new String(arguments, NATIVE).replace('\0', ' ');
        return line.trim();
    }

    /**
     * The environment of a child, with the guard's flag where the child is a JVM.
     *
     * @param block {@code NAME=value}, each ended by a NUL; {@code null} for one like our own
     */
    static byte[] environment(Sentry guard, byte[] program, byte[] block) {
        String flag = guard.childFlag(text(program));
        if (flag == null) {
            return block;
        }
        String all = block == null ? ownEnvironment() : new String(block, NATIVE);
        StringBuilder result = new StringBuilder(all.length() + flag.length() + 32);
        String before = "";
        int start = 0;
        for (int end = all.indexOf('\0'); end >= 0; end = all.indexOf('\0', start)) {
            String variable = all.substring(start, end);
            if (variable.startsWith(TOOL_OPTIONS)) {
                before = variable.substring(TOOL_OPTIONS.length());
            } else {
                result.append(variable).append('\0');
            }
            start = end + 1;
        }
        result.append(TOOL_OPTIONS).append(before);
        if (!before.contains(flag)) {
            result.append(before.isEmpty() ? "" : " ").append(flag);
        }
        return result.append('\0').toString().getBytes(NATIVE);
    }

    private static String ownEnvironment() {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            all.append(variable.getKey()).append('=').append(variable.getValue()).append('\0');
        }
        return all.toString();
    }

    /** How many variables an environment has. */
    static int count(byte[] block) {
        int count = 0;
        for (int i = 0; block != null && i < block.length; i++) {
            count += block[i] == 0 ? 1 : 0;
        }
        return count;
    }

    private static File find(String name, byte[] folder) {
        if (name.indexOf('/') >= 0) {
            File file = new File(name);
            return file.isAbsolute() || folder == null
                    ? file.getAbsoluteFile()
                    : new File(text(folder), name).getAbsoluteFile();
        }
        String path = PATH == null ? ":/bin:/usr/bin" : PATH;
        int start = 0;
        while (start <= path.length()) {
            int end = path.indexOf(':', start);
            end = end < 0 ? path.length() : end;
            String entry = path.substring(start, end);
            File file = new File(entry.isEmpty() ? "." : entry, name).getAbsoluteFile();
            if (file.isFile() && file.canExecute()) {
                return file;
            }
            start = end + 1;
        }
        return new File(name).getAbsoluteFile();
    }

    /** Up to the NUL that ends it for the kernel. */
    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, NATIVE);
    }
}
