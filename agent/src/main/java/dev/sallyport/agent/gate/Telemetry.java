package dev.sallyport.agent.gate;

/**
 * The server's own log and traces, once it has some. All but {@link #hasLog} runs code of the
 * application: never within a check, and what it throws changes nothing.
 */
public interface Telemetry {
    /** Whether the server has set up its log. */
    boolean hasLog();

    /** Starts the one thread that writes to the log; it calls {@link Sentry#writeLog}. */
    void startLog();

    /**
     * Writes a warning to the server's log, which may take as long as it likes.
     *
     * @param line for people
     * @param facts names and values in turn
     * @param anywhere whether the log may write to stdout; else it must be known that it does not
     * @return {@code null} where that was done; else why it was not
     */
    String log(String line, String[] facts, boolean anywhere);

    /**
     * The span that is current on this thread.
     *
     * @return its trace's id, its own, and what {@link #mark} needs; {@code null} where there is
     *     none, or where this is asked while it is being asked
     */
    Object[] span();

    /**
     * Adds a violation to a span as an event.
     *
     * @param span what {@link #span} gave
     * @param facts names and values in turn
     */
    void mark(Object[] span, String[] facts);

    /** Has {@link #span} ask the library that this class belongs to. */
    void follow(Class<?> library);

    /** How often {@link #span} or {@link #mark} has failed. */
    long failures();
}
