package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.KindName;
import dev.sallyport.event.Caller;
import dev.sallyport.event.ToolCalls;

/**
 * What tells kinds of attempts apart on record: what was attempted, for which tool calls, and by
 * whom, where that is another than the first time.
 */
final class KindKey extends KindName {
    private final AttemptKey attempt;
    private final ToolCalls calls;
    private final String caller;
    private final int hash;

    /**
     * A kind.
     *
     * @param calls whose requests tell nothing apart
     */
    KindKey(AttemptKey attempt, ToolCalls calls) {
        this(attempt, calls, "");
    }

    private KindKey(AttemptKey attempt, ToolCalls calls, String caller) {
        this.attempt = attempt;
        this.calls = calls;
        this.caller = caller;
        this.hash = (attempt.hashCode() * 31 + calls.names().hashCode()) * 31 + caller.hashCode();
    }

    /** The same by a caller that is not the first one's. */
    KindKey by(Caller other) {
        return new KindKey(attempt, calls, other.name() + " via " + other.viaName());
    }

    /** Whether the calls are the same but for their requests. */
    boolean isOf(ToolCalls others) {
        return calls.certainty() == others.certainty() && calls.names().equals(others.names());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KindKey that
                && isOf(that.calls)
                && caller.equals(that.caller)
                && attempt.equals(that.attempt);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
