package dev.sallyport.event;

/** What a start that failed leaves for {@code review}: {@code last-failure.json}. */
public final class FailureNote {
    private FailureNote() {}

    /**
     * The note, a JSON object on one line.
     *
     * @param time epoch milliseconds
     */
    public static String line(long time, String message) {
        return new JsonLine().field("time", time).field("message", message).line();
    }
}
