package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.PathRules;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/** Hashes of what is loaded into the process: libraries and agents. */
final class ModuleHash {
    /** What is bigger and not pinned goes without: it would cost the server seconds. */
    private static final long BIGGEST_UNPINNED = 32L * 1024 * 1024;

    private final boolean pinned;

    ModuleHash(PathRules rules) {
        List<PathRule> allow = rules.allow();
        boolean any = false;
        for (int i = 0; i < allow.size(); i++) {
            any |= allow.get(i).sha256() != null;
        }
        pinned = any;
    }

    /** For the decision: SHA-256 as hex, {@code null} where no pin asks for it. */
    String ifPinned(String path) {
        return pinned ? of(new File(path)) : null;
    }

    /** For the record: {@code null} where the file cannot be read or is too big. */
    String toRecord(String path) {
        File file = new File(path);
        return pinned || file.length() <= BIGGEST_UNPINNED ? of(file) : null;
    }

    private static String of(File file) {
        try (FileInputStream in = new FileInputStream(file)) {
            return Sha256.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return null;
        }
    }
}
