package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. */
final class PolicyErrors {
    /** A bound on time and memory: 16 MiB can hold millions of errors that nobody reads. */
    static final int MOST = 1000;

    private final String fileName;
    private final List<PolicyError> errors = new ArrayList<>();

    PolicyErrors(String fileName) {
        this.fileName = fileName;
    }

    void add(Place place, String keyPath, String message) {
        errors.add(new PolicyError(fileName, place, keyPath, message));
    }

    /** Whether there are so many that reading on is no use. */
    boolean areMany() {
        return errors.size() >= MOST;
    }

    void throwIfAny() throws PolicyException {
        if (errors.isEmpty()) {
            return;
        }
        // What is missing is noticed where an object ends, and reported where it begins.
        errors.sort(new FileOrder());
        throw new PolicyException(errors);
    }

    private static final class FileOrder implements Comparator<PolicyError> {
        @Override
        public int compare(PolicyError one, PolicyError other) {
            if (one.standsAfter(other)) {
                return 1;
            }
            return other.standsAfter(one) ? -1 : 0;
        }
    }
}
