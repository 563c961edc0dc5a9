package dev.sallyport.policy;

import java.util.Collection;

/**
 * Where an attempt comes from, for one decision in one thread. A rule asks only when all that is
 * judged before has met, so that what costs something to learn is learned when it counts.
 */
public interface Provenance {

    /** The tool calls that the attempt may belong to; empty if none is in progress. */
    Collection<String> tools();

    /**
     * Whether the code that makes the attempt comes from a library that is meant. May be asked for
     * several patterns, and then speaks of the same code.
     */
    boolean calledBy(CallerPattern pattern);

    /** Some tool calls, and a caller that nobody knows. */
    static Provenance ofTools(Collection<String> tools) {
        return new Provenance() {
            @Override
            public Collection<String> tools() {
                return tools;
            }

            @Override
            public boolean calledBy(CallerPattern pattern) {
                return pattern.matches(null, null);
            }
        };
    }
}
