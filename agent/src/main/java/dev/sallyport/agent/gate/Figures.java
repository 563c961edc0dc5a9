package dev.sallyport.agent.gate;

/**
 * What is counted, for whoever reads numbers and can do nothing else. Any thread may ask at any
 * time, none waits, and no answer leads back to the guard.
 */
public interface Figures {
    int GAUGE = 0;
    int COUNTER = 1;
    int TIMER = 2;

    /** How many there are; it stays the same. */
    int count();

    /** In words parted by dots, as {@code sallyport.connections}; several differ by their tags. */
    String name(int figure);

    /** {@link #GAUGE}, {@link #COUNTER} or {@link #TIMER}. */
    int kind(int figure);

    String description(int figure);

    /**
     * Names and values in turn; of values there is a bounded set, hosts among them where asked for.
     */
    String[] tags(int figure);

    /** The number now; of a timer, how often. */
    long read(int figure);

    /** Of a timer: nanoseconds in total. */
    long nanos(int figure);

    /**
     * How the server is guarded: names and values in turn, without one that is not known.
     *
     * @return {@code server}, {@code mode}, {@code policy_sha256}, {@code on_violation}, {@code
     *     last_violation} (its id) and {@code last_violation_time} (epoch milliseconds)
     */
    String[] standing();
}
