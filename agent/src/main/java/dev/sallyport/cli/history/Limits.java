package dev.sallyport.cli.history;

/**
 * How much a history keeps apart, however much it reads. What was refused never makes room for what
 * was allowed: each has its own share.
 */
final class Limits {
    /** Kinds of one server with the same activity and reason. */
    static final int PER_REASON = 2_000;

    /** Kinds in all that were denied, and as many that were allowed. */
    static final int KINDS = 10_000;

    private int allowed;
    private int denied;

    /** Whether one more may be kept apart, which then is counted. */
    boolean admits(boolean isAllowed, int sameReason) {
        if (sameReason >= PER_REASON || (isAllowed ? allowed : denied) >= KINDS) {
            return false;
        }
        if (isAllowed) {
            allowed++;
        } else {
            denied++;
        }
        return true;
    }
}
