package dev.sallyport.event;

/** How sure it is which tool call an attempt belongs to. */
public enum Certainty {
    /** The label was carried from the call to the thread that made the attempt. */
    EXACT("exact"),
    /** No label was carried, but no other call was in progress. */
    ONLY_CALL("only-call-in-flight"),
    /** No label was carried, and several calls were in progress: one of them, or none. */
    ONE_OF("one-of"),
    /** No call was in progress: start-up, background work, shutdown. */
    NONE("none");

    private static final Certainty[] ALL = values();

    private final String wire;

    Certainty(String wire) {
        this.wire = wire;
    }

    /** As events have it. */
    public String wire() {
        return wire;
    }

    /** The one of that name, or {@code null}. */
    public static Certainty ofWire(String wire) {
        for (Certainty certainty : ALL) {
            if (certainty.wire.equals(wire)) {
                return certainty;
            }
        }
        return null;
    }
}
