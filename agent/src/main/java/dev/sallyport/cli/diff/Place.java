package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Target;

/** Where attempts go, so that two that go to the same place are equal. */
final class Place {
    /** As events say that no look-up gave the name's address. */
    private static final String UNPROVED = "none";

    private Place() {}

    /** {@code api.example:443}, {@code /run/app.sock}; of a look-up the bare name. */
    static String of(Kind kind) {
        return switch (kind.activity()) {
            case PROCESS -> "program " + kind.target().display();
            case NATIVE_LIBRARY -> "native library " + kind.target().display();
            case AGENT -> "late agent " + kind.target().display();
            case TAMPERING -> "tampering with " + kind.target().display();
            case REVERSE_LOOKUP -> "reverse look-up of " + kind.target().display();
            case LOOKUP -> lookUp(kind.target());
            default -> destination(kind.target());
        };
    }

    /** A name that is a mere claim is no place: whoever claims a known one is not there. */
    private static String destination(Target target) {
        boolean claimed = target.name() != null && UNPROVED.equals(target.nameSource());
        return claimed
                ? target.address() + ":" + target.port() + " claimed to be " + target.name()
                : target.display();
    }

    /** Whoever connects to a name looks it up. */
    static String lookUp(Target target) {
        return "look-up of " + target.name();
    }
}
