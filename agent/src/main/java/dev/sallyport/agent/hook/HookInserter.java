package dev.sallyport.agent.hook;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inserts the rows of the table into the JDK's classes and knows which of them are in.
 *
 * <p>It stays registered: whoever retransforms one of these classes later makes the JVM start from
 * the original bytes, and every transformer must put its part back. A class that no row wants costs
 * one hash look-up.
 */
final class HookInserter implements ClassFileTransformer {
    private final Map<String, Target> targets = new HashMap<>();

    private final ClassLoader loader;

    /**
     * Knows the rows.
     *
     * @param loader the one besides the boot loader that defines their classes, or {@code null}
     */
    HookInserter(List<Hook> rows, ClassLoader loader) {
        this.loader = loader;
        for (Hook row : rows) {
            Target target = targets.get(row.type());
            if (target == null) {
                target = new Target();
                targets.put(row.type(), target);
            }
            target.rows.add(row);
        }
    }

    /** The classes that rows want, by internal name. */
    Iterable<String> types() {
        return targets.keySet();
    }

    /** Whether rows want this class. */
    boolean wants(String type) {
        return targets.containsKey(type);
    }

    /** Whether a class file has the gate's call of every row of its class. */
    boolean isComplete(String type, byte[] file) {
        Target target = targets.get(type);
        return target != null && target.isIn(file);
    }

    /**
     * The rows whose gate call was not written into the class the last time it was transformed; all
     * of them before the first.
     */
    List<Hook> missing() {
        List<Hook> missing = new ArrayList<>();
        for (Target target : targets.values()) {
            target.addMissing(missing);
        }
        return missing;
    }

    /** Whether the class had the gate's calls written into it the last time it was transformed. */
    boolean isHooked(String type) {
        List<Hook> missing = new ArrayList<>();
        targets.get(type).addMissing(missing);
        return missing.isEmpty();
    }

    @Override
    public byte[] transform(
            ClassLoader definer,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] original) {
        // A class of the application may have a JDK class's name in another loader.
        if ((definer != null && definer != loader) || name == null) {
            return null;
        }
        Target target = targets.get(name);
        return target == null ? null : target.insert(original);
    }

    /** A class that is hooked. */
    private static final class Target {
        private final List<Hook> rows = new ArrayList<>();
        private int[] calls = {};

        synchronized byte[] insert(byte[] original) {
            calls = new int[0];
            ClassPatch patch = new ClassPatch(original, rows);
            byte[] patched = patch.patched();
            calls = patch.calls();
            return patched;
        }

        boolean isIn(byte[] file) {
            ClassPatch found = new ClassPatch(file, rows);
            found.count();
            int[] counts = found.calls();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    return false;
                }
            }
            return true;
        }

        synchronized void addMissing(List<Hook> missing) {
            for (int i = 0; i < rows.size(); i++) {
                if (calls.length == 0 || calls[i] == 0) {
                    missing.add(rows.get(i));
                }
            }
        }
    }
}
