package dev.sallyport.cli.history;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Event;
import dev.sallyport.event.Origin;
import dev.sallyport.event.RunEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * What equals something that is kept already, kept but once: a hundred thousand runs have the same
 * few facts, ten thousand kinds the same few stacks.
 */
final class Shared {
    private static final int MOST = 20_000;

    private final Map<Object, Object> kept = new HashMap<>();

    Event event(Event event) {
        Caller caller = event.origin().caller();
        return new Event(
                event.run(),
                event.sequence(),
                event.activity(),
                event.target(),
                one(event.outcome()),
                new Origin(
                        one(event.origin().calls()),
                        caller == null ? null : one(caller),
                        event.origin().trace()),
                event.first(),
                event.last(),
                event.count());
    }

    RunEvent event(RunEvent event) {
        return new RunEvent(
                event.run(), event.sequence(), event.activity(), event.time(), one(event.facts()));
    }

    @SuppressWarnings("unchecked") // what equals it is of its type: records, and maps of facts
    private <T> T one(T value) {
        Object known = kept.get(value);
        if (known == null && kept.size() < MOST) {
            kept.put(value, value);
        }
        return known == null ? value : (T) known;
    }
}
