package dev.sallyport.agent.record;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps a server's folder of events within a bound: files that nobody writes any more are
 * compacted, the oldest first; only then what was allowed is dropped, again the oldest first. What
 * was denied stays whatever the bound.
 *
 * <p>For one thread, off every path on which somebody waits; at most one file a call.
 */
final class EventFolder {
    private final File folder;
    private final long limit;
    private final long ownPid;
    private final OwnFiles ownFiles;
    private final Set<String> merged = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();
    private boolean told;

    /**
     * A folder.
     *
     * @param limit bytes
     */
    EventFolder(File folder, long limit, long ownPid, OwnFiles ownFiles) {
        this.folder = folder;
        this.limit = limit;
        this.ownPid = ownPid;
        this.ownFiles = ownFiles;
    }

    /**
     * Does the next piece of work.
     *
     * @param current the file that this process writes
     * @return whether there is more to do at once
     */
    boolean tidy(File current) {
        String[] names = folder.list();
        if (names == null) {
            return false;
        }
        Arrays.sort(names);
        long excess = -limit;
        for (int i = 0; i < names.length; i++) {
            excess += EventFile.isOne(names[i]) ? new File(folder, names[i]).length() : 0;
        }
        return excess > 0
                && (compactOne(names, current, merged, 0)
                        || compactOne(names, current, emptied, excess));
    }

    /** The first of the files that is not yet done, and is nobody's. */
    private boolean compactOne(String[] names, File current, Set<String> done, long excess) {
        for (int i = 0; i < names.length; i++) {
            File file = new File(folder, names[i]);
            if (EventFile.isOne(names[i])
                    && !file.equals(current)
                    && !done.contains(names[i])
                    && isOver(EventFile.pidOf(names[i]))) {
                done.add(names[i]);
                compact(file, excess);
                return true;
            }
        }
        return false;
    }

    private boolean isOver(long pid) {
        return pid == ownPid || !FileClaim.isAlive(pid);
    }

    private void compact(File file, long excess) {
        try (RandomAccessFile claim = FileClaim.on(file, ownFiles)) {
            if (claim != null) {
                new Compaction(file, ownFiles).run(excess);
            }
        } catch (IOException full) {
            if (!told) {
                told = true;
                Stderr.line(
                        "Sallyport cannot compact "
                                + file
                                + " ("
                                + full.getMessage()
                                + "); it stays as it is");
            }
        }
    }
}
