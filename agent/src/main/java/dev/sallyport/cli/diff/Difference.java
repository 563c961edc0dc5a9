package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import java.util.List;

/**
 * What is new about a server, and what is gone.
 *
 * @param changes the most severe first, then by destination
 * @param gone what was there before, or is allowed, and was not seen; sorted
 * @param untold attempts of the later side that its history could not keep apart ({@link
 *     Kind#isOthers}), so that nobody can say whether they are new
 */
public record Difference(
        String server,
        Side before,
        Side after,
        List<Change> changes,
        List<String> gone,
        long untold) {

    /** Whether it is known of both sides which build they are, and it is another one. */
    public boolean isNewBuild() {
        return isNewBuild(before, after);
    }

    static boolean isNewBuild(Side before, Side after) {
        return before.build().isKnown()
                && after.build().isKnown()
                && !before.build().isSameAs(after.build());
    }
}
