package dev.sallyport.event;

/**
 * Where an attempt comes from.
 *
 * @param calls which call of the client's
 * @param caller which code; {@code null} where nobody looked
 * @param trace which span; {@code null} where none was current, or nobody looked
 */
public record Origin(ToolCalls calls, Caller caller, Trace trace) {
    /** Nobody looked. */
    public static final Origin UNKNOWN = new Origin(ToolCalls.UNKNOWN, null);

    /** The same without a span. */
    public Origin(ToolCalls calls, Caller caller) {
        this(calls, caller, null);
    }
}
