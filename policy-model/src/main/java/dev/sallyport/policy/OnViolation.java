package dev.sallyport.policy;

/** What happens to a denied attempt, the mildest first. */
public enum OnViolation {
    /** A line on stderr and an event. */
    LOG("log"),
    /** Also a violation that {@code review} fails on. */
    REPORT("report"),
    /** Also refused. */
    BLOCK("block");

    private final String wire;

    OnViolation(String wire) {
        this.wire = wire;
    }

    /** The name in policy files and events. */
    public String wire() {
        return wire;
    }

    /** The one of that wire name, or null if there is none. */
    public static OnViolation ofWire(String wire) {
        for (OnViolation onViolation : values()) {
            if (onViolation.wire.equals(wire)) {
                return onViolation;
            }
        }
        return null;
    }

    /** For what has happened already and cannot be refused any more. */
    public OnViolation atMostReport() {
        return this == BLOCK ? REPORT : this;
    }

    OnViolation strictest(OnViolation other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
