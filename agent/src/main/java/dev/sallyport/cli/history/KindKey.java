package dev.sallyport.cli.history;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Event;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import java.util.Arrays;
import java.util.List;

/** What makes two events of a server the same kind. */
final class KindKey {
    private KindKey() {}

    static List<Object> of(Event event) {
        Target target = event.target();
        Outcome outcome = event.outcome();
        Caller caller = event.origin().caller();
        return Arrays.asList(
                event.activity(),
                target.name(),
                target.nameSource(),
                target.name() == null ? target.address() : null,
                target.port(),
                target.transport(),
                target.path(),
                target.arguments(),
                target.sha256(),
                target.compared(),
                target.request(),
                outcome,
                event.origin().calls().certainty(),
                event.origin().calls().names(),
                caller == null ? null : caller.name(),
                caller == null ? null : caller.viaName());
    }

    /** What the kinds have in common that are put together when they are too many. */
    static List<Object> ofReason(Event event) {
        Outcome outcome = event.outcome();
        return Arrays.asList(
                event.activity(),
                outcome.allowed(),
                outcome.reason(),
                outcome.onViolation(),
                outcome.quiet());
    }
}
