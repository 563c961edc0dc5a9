package dev.sallyport.guest;

/** What JMX shows of Sallyport; the numbers are those since the start. */
public interface GuardMXBean {
    String getServer();

    /** {@code learn} or {@code hold}. */
    String getMode();

    /** {@code null} without a policy. */
    String getPolicySha256();

    /** {@code log}, {@code report} or {@code block}; {@code null} without a policy. */
    String getOnViolation();

    long getConnectionsAllowed();

    long getConnectionsDenied();

    /** Of any kind, but for known noise. */
    long getViolations();

    /** The id that {@code review} takes; {@code null} where there was none. */
    String getLastViolation();

    /** ISO 8601; {@code null} where there was none. */
    String getLastViolationTime();

    /** Decisions that were timed. */
    long getDecisions();

    /** What they took in total. */
    long getDecisionNanos();

    long getEventsWritten();

    long getEventsDropped();

    long getEventsWaiting();

    long getNames();

    long getHooks();
}
