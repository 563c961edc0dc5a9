package dev.sallyport.agent.gate;

/**
 * Hears what is said on one connection before it leaves. For one thread at a time, as connections
 * are written to.
 */
public interface Stream {
    /** Nothing more has to be heard. */
    long REST = Long.MAX_VALUE;

    /** How many of the next bytes need not be heard; asked before each write. */
    long unread();

    /**
     * These bytes are about to leave; they are the hearer's from now on.
     *
     * @return the refusal, or {@code null}
     */
    String offer(byte[] bytes);

    /** So many of them have left, or of those that need not be heard. */
    void left(long count);
}
