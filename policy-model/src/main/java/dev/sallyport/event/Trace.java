package dev.sallyport.event;

/**
 * The OpenTelemetry span that was current when an attempt was made, so that a trace and an event
 * lead to each other. W3C Trace Context says what the ids look like.
 *
 * @param traceId 32 lower-case hex digits, not all of them zeros
 * @param spanId 16 lower-case hex digits, not all of them zeros
 */
public record Trace(String traceId, String spanId) {
    private static final int TRACE_ID = 32;
    private static final int SPAN_ID = 16;

    /** A span by what others say of it; {@code null} where that names none. */
    public static Trace of(String traceId, String spanId) {
        return isId(traceId, TRACE_ID) && isId(spanId, SPAN_ID) ? new Trace(traceId, spanId) : null;
    }

    private static boolean isId(String text, int length) {
        if (text == null || text.length() != length) {
            return false;
        }
        boolean zero = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
            zero &= c == '0';
        }
        return !zero;
    }
}
