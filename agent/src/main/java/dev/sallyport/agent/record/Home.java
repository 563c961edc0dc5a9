package dev.sallyport.agent.record;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Where the agent writes and the tool looks: {@code ~/.sallyport}, on Windows {@code
 * %LOCALAPPDATA%\Sallyport}. Not an XDG variable: MCP clients start servers with a bare
 * environment, and both must come to the same place.
 */
public final class Home {
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    private Home() {}

    /** Sallyport's folder, or {@code null} where this user has no home. */
    public static File folder() {
        String local = System.getenv("LOCALAPPDATA");
        if (File.separatorChar == '\\' && local != null) {
            return new File(local, "Sallyport");
        }
        String home = System.getProperty("user.home");
        // "?" is what the JVM says for a user without an entry in the password file.
        if (home == null || home.isEmpty() || home.equals("?")) {
            home = System.getenv("HOME");
        }
        return home == null || home.isEmpty() ? null : new File(home, ".sallyport");
    }

    /** The folder of all servers' events, or {@code null} where this user has no home. */
    public static File events() {
        File folder = folder();
        return folder == null ? null : new File(folder, "events");
    }

    /** What a failed start leaves, or {@code null} where this user has no home. */
    public static File lastFailure() {
        File folder = folder();
        return folder == null ? null : new File(folder, "last-failure.json");
    }

    /** The folder of the marks of servers in quarantine; {@code null} where there is no home. */
    public static File quarantines() {
        File folder = folder();
        return folder == null ? null : new File(folder, "quarantine");
    }

    /** The mark that puts a server in quarantine; {@code null} where this user has no home. */
    public static File quarantine(String server) {
        File folder = quarantines();
        return folder == null ? null : new File(folder, folderName(server));
    }

    /** What speaks for each entry of a server's policy: a file beside it. */
    public static File evidence(File policy, String server) {
        return new File(
                policy.getAbsoluteFile().getParentFile(), folderName(server) + ".evidence.json");
    }

    /** A server's name as the name of its folder: letters, digits, {@code . _ -}, others as %XX. */
    public static String folderName(String server) {
        StringBuilder name = new StringBuilder();
        byte[] bytes = server.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean hidden = c == '.' && i == 0;
            if (PLAIN.indexOf(c) >= 0 && !hidden) {
                name.append(c);
            } else {
                name.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return name.toString();
    }

    /** Makes the folder and those above it that lack, each 0700; existing ones stay as they are. */
    public static void makePrivateFolder(File folder) throws IOException {
        if (folder.isDirectory()) {
            return;
        }
        File parent = folder.getParentFile();
        if (parent != null) {
            makePrivateFolder(parent);
        }
        if (!folder.mkdir() && !folder.isDirectory()) {
            throw new IOException("cannot make the folder " + folder);
        }
        makePrivate(folder);
    }

    /** 0600, or 0700 for a folder. */
    public static void makePrivate(File file) {
        file.setReadable(false, false);
        file.setWritable(false, false);
        file.setExecutable(false, false);
        file.setReadable(true, true);
        file.setWritable(true, true);
        if (file.isDirectory()) {
            file.setExecutable(true, true);
        }
    }
}
