package java.net;

/** A herald of a tracing library: says which span is current, and adds events to it. */
public interface SallyportSpans extends SallyportHerald {
    /** Its trace's id, its own and itself; {@code null} where none is. */
    Object[] current();

    /**
     * Adds a violation as an event.
     *
     * @param span what {@link #current} gave last
     * @param facts names and values in turn
     */
    void mark(Object span, String[] facts);
}
