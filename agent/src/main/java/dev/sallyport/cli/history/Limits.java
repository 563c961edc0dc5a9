package dev.sallyport.cli.history;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Event;
import dev.sallyport.event.Target;

/**
 * How much a history keeps apart, however much it reads. What was refused never makes room for what
 * was allowed: each has its own share.
 */
final class Limits {
    /** Kinds of one server with the same activity and reason. */
    static final int PER_REASON = 5_000;

    /** Kinds in all that were denied, and as many that were allowed. */
    static final int KINDS = 10_000;

    /** Characters in all of those that were denied, and as many of those that were allowed. */
    static final long CHARACTERS = 24 << 20;

    private final Share allowed = new Share();
    private final Share denied = new Share();

    /** What is used up. */
    private static final class Share {
        private int kinds;
        private long characters;
    }

    /** Whether one more may be kept apart, which then is counted. */
    boolean admits(Event event, int sameReason) {
        Share share = event.outcome().allowed() ? allowed : denied;
        long characters = characters(event);
        if (sameReason >= PER_REASON
                || share.kinds >= KINDS
                || share.characters + characters > CHARACTERS) {
            return false;
        }
        share.kinds++;
        share.characters += characters;
        return true;
    }

    private static long characters(Event event) {
        Target target = event.target();
        Caller caller = event.origin().caller();
        long sum = length(target.name()) + length(target.path()) + length(target.arguments());
        if (caller != null) {
            sum += length(caller.type()) + length(caller.method());
            for (String frame : caller.stack()) {
                sum += length(frame);
            }
        }
        return sum;
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }
}
