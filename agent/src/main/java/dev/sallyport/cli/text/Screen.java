package dev.sallyport.cli.text;

/**
 * What output goes to.
 *
 * @param width cells of a line; {@link Integer#MAX_VALUE} where it is no terminal
 * @param height lines; {@link Integer#MAX_VALUE} where nobody has to scroll
 * @param colours whether it shows colours and somebody wants them
 */
public record Screen(int width, int height, boolean colours) {
    /** A file, a pipe. */
    public static final Screen NONE = new Screen(Integer.MAX_VALUE, Integer.MAX_VALUE, false);

    /** The same, with as many lines as it takes. */
    public Screen endless() {
        return new Screen(width, Integer.MAX_VALUE, colours);
    }

    public boolean isEndless() {
        return height == Integer.MAX_VALUE;
    }
}
