package dev.sallyport.event;

/**
 * What was taken out of the file right before an event, to keep it within its bound: no gap in the
 * numbers that this explains is a lost event.
 *
 * @param events how many; their counts are in others of their kind, but for
 * @param dropped allowed attempts, which nothing tells of any more
 */
public record Compacted(long events, long dropped) {
    /** Nothing was. */
    public static final Compacted NOTHING = new Compacted(0, 0);
}
