package dev.sallyport.agent.record;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.Trace;

/**
 * All that is recorded of an attempt but when and how often: attempts that agree in it are of one
 * kind.
 *
 * @param origin which tool call, and which code
 * @param refusal what the one who tried is told, {@code null} where it may go on
 */
public record Attempt(
        Activity activity, Target target, Outcome outcome, Origin origin, String refusal) {

    /** The same, made in that span; {@code null} for none. */
    public Attempt in(Trace trace) {
        return trace == null
                ? this
                : new Attempt(
                        activity,
                        target,
                        outcome,
                        new Origin(origin.calls(), origin.caller(), trace),
                        refusal);
    }
}
