package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;

/** What stands for kinds that were too many to be kept apart. */
final class Others {
    private Others() {}

    static Event of(Event event) {
        Outcome outcome = event.outcome();
        return new Event(
                event.run(),
                event.sequence(),
                event.activity(),
                Target.name("(others)"),
                new Outcome(
                        outcome.allowed(),
                        outcome.reason(),
                        null,
                        outcome.onViolation(),
                        outcome.quiet(),
                        null),
                Origin.UNKNOWN,
                event.first(),
                event.last(),
                event.count());
    }
}
