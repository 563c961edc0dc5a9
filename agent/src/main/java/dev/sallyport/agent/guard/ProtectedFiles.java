package dev.sallyport.agent.guard;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that decide what guards the server next time, and the record of what it did. A server
 * runs as its user and could write them; none has a reason to.
 */
public final class ProtectedFiles {
    /** Where MCP clients keep how servers are launched, below the user's home. */
    private static final String[] CLIENTS_OF_USER = {
        ".claude.json",
        ".claude/settings.json",
        ".config/Claude/claude_desktop_config.json",
        "Library/Application Support/Claude/claude_desktop_config.json",
        ".config/Code/User/mcp.json",
        "Library/Application Support/Code/User/mcp.json",
        ".cursor/mcp.json",
        ".codeium/windsurf/mcp_config.json",
        ".gemini/settings.json",
        ".codex/config.toml",
    };

    /** The same, in a project. */
    private static final String[] CLIENTS_OF_PROJECT = {
        ".mcp.json", ".vscode/mcp.json", ".cursor/mcp.json",
    };

    private static final String EVENTS = ".jsonl";
    private static final String COMPACTED = ".jsonl.tmp";

    /** What people decided, in whichever server's name: dismissals, approvals. */
    private static final String DECIDED = ".json";

    private static final String APPROVED = ".log";

    private final List<String> files = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** The clients' configurations. */
    public ProtectedFiles() {
        String home = System.getProperty("user.home");
        for (int i = 0; home != null && i < CLIENTS_OF_USER.length; i++) {
            addFile(new File(home, CLIENTS_OF_USER[i]));
        }
        String project = System.getProperty("user.dir");
        for (int i = 0; project != null && i < CLIENTS_OF_PROJECT.length; i++) {
            addFile(new File(project, CLIENTS_OF_PROJECT[i]));
        }
    }

    /** Adds a file, which need not exist. */
    public void addFile(File file) {
        add(files, file);
    }

    /** Adds a folder with all that lies in it. */
    public void addFolder(File folder) {
        add(folders, folder);
    }

    /** The path as it stands, too: it may be a link, and what it leads to be changed by it. */
    private void add(List<String> list, File file) {
        File real = real(file);
        list.add(real.getPath());
        addNames(real);
        File given = new File(real(parentOf(file)), file.getName());
        if (!given.equals(real)) {
            list.add(given.getPath());
            addNames(given);
        }
    }

    private static File parentOf(File file) {
        File parent = file.getAbsoluteFile().getParentFile();
        return parent == null ? file : parent;
    }

    /** Its folders' names as well: who renames a folder has moved the file. */
    private void addNames(File file) {
        for (File at = file; at != null; at = at.getParentFile()) {
            names.add(at.getName());
        }
    }

    private static File real(File file) {
        try {
            return file.getCanonicalFile();
        } catch (IOException unreadable) {
            return file.getAbsoluteFile();
        }
    }

    /** Whether a path that ends in this name may be a protected one. */
    boolean mayBe(String lastName) {
        return names.contains(lastName)
                || lastName.endsWith(EVENTS)
                || lastName.endsWith(DECIDED)
                || lastName.endsWith(APPROVED)
                || lastName.endsWith(COMPACTED);
    }

    /** Real paths of all files that are protected one by one. */
    String[] files() {
        return files.toArray(new String[0]);
    }

    /**
     * Whether changing this path changes a protected file: it is one, lies in a protected folder,
     * or is a folder above one.
     */
    boolean protects(String realPath) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).equals(realPath) || isAbove(realPath, files.get(i))) {
                return true;
            }
        }
        for (int i = 0; i < folders.size(); i++) {
            String folder = folders.get(i);
            if (folder.equals(realPath) || isAbove(folder, realPath) || isAbove(realPath, folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbove(String folder, String path) {
        return path.length() > folder.length()
                && path.startsWith(folder)
                && (path.charAt(folder.length()) == File.separatorChar || folder.endsWith("/"));
    }
}
