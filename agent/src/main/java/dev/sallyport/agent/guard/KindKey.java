package dev.sallyport.agent.guard;

import dev.sallyport.event.ToolCalls;

/** What tells kinds of attempts apart on record: what was attempted, and for which tool calls. */
final class KindKey {
    private final AttemptKey attempt;
    private final ToolCalls calls;

    /**
     * A kind.
     *
     * @param calls whose requests tell nothing apart
     */
    KindKey(AttemptKey attempt, ToolCalls calls) {
        this.attempt = attempt;
        this.calls = calls;
    }

    /** Whether the calls are the same but for their requests. */
    boolean isOf(ToolCalls others) {
        return calls.certainty() == others.certainty() && calls.names().equals(others.names());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KindKey that && isOf(that.calls) && attempt.equals(that.attempt);
    }

    @Override
    public int hashCode() {
        return attempt.hashCode() * 31 + calls.names().hashCode();
    }
}
