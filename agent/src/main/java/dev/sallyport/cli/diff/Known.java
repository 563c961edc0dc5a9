package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import java.util.Set;

/** What was there before. */
interface Known {
    /** In what respects these attempts are new; none where they are not. */
    Set<Novelty> newIn(Kind kind);

    /** What was there and is not in what was asked about so far; sorted. */
    Iterable<String> gone();
}
