package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.ServerBuild;

/**
 * One of the two that are held against each other.
 *
 * @param what in a few words, as {@code 12 runs} or the policy's file
 * @param build the jar and version; of several runs the last one's
 */
public record Side(String what, ServerBuild build) {
    /** Nothing is known of the build. */
    public static final ServerBuild NO_BUILD = new ServerBuild(null, null, null, null, null);
}
