package dev.sallyport.event;

/**
 * Where an attempt comes from.
 *
 * @param calls which call of the client's
 * @param caller which code; {@code null} where nobody looked
 */
public record Origin(ToolCalls calls, Caller caller) {
    /** Nobody looked. */
    public static final Origin UNKNOWN = new Origin(ToolCalls.UNKNOWN, null);
}
