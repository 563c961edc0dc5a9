package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.Policy;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/** Hashes a native library where the policy pins one; a hash that nobody asks for costs seconds. */
final class LibraryPins {
    private final boolean any;

    LibraryPins(Policy policy) {
        List<PathRule> libraries = policy.nativeLibraries().allow();
        boolean pinned = false;
        for (int i = 0; i < libraries.size(); i++) {
            pinned |= libraries.get(i).sha256() != null;
        }
        any = pinned;
    }

    /** SHA-256 as hex, or {@code null} where no pin asks for it or the file cannot be read. */
    String hashOf(String path) {
        if (!any) {
            return null;
        }
        try (FileInputStream in = new FileInputStream(new File(path))) {
            return Sha256.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return null;
        }
    }
}
