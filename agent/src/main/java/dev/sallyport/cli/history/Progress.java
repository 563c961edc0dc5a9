package dev.sallyport.cli.history;

/** Who is told how far the reading is. */
@FunctionalInterface
public interface Progress {
    /** Nobody. */
    Progress NONE = (read, total) -> {};

    /**
     * Called every few megabytes, and at the end.
     *
     * @param read bytes so far; at the end, {@code total}
     * @param total bytes of all files when the reading began
     */
    void at(long read, long total);
}
