package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. */
final class PolicyErrors {
    /** A bound on memory: 16 MiB of nonsense can hold millions of errors that nobody reads. */
    static final int MOST = 1000;

    private final String fileName;
    private final List<PolicyError> errors = new ArrayList<>();
    private int dropped;

    PolicyErrors(String fileName) {
        this.fileName = fileName;
    }

    void add(Place place, String keyPath, String message) {
        if (errors.size() < MOST) {
            errors.add(new PolicyError(fileName, place, keyPath, message));
        } else {
            dropped++;
        }
    }

    void throwIfAny() throws PolicyException {
        if (errors.isEmpty()) {
            return;
        }
        // What is missing is noticed where an object ends, and reported where it begins.
        errors.sort(new FileOrder());
        if (dropped > 0) {
            PolicyError last = errors.get(errors.size() - 1);
            Place end = new Place(last.line(), last.column());
            errors.add(new PolicyError(fileName, end, "", "and " + dropped + " more errors"));
        }
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
