package dev.sallyport.harness.guard;

/**
 * What an attempt in the other JVM came to.
 *
 * @param worked whether it did
 * @param failure class of the exception, empty if it worked
 * @param text the result, or the exception's message
 */
record Answer(boolean worked, String failure, String text) {
    /** Reads a line that {@link Report} has written. */
    static Answer of(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3) {
            throw new IllegalArgumentException("not a line of the program's: " + line);
        }
        return switch (cells[0]) {
            case "ok" -> new Answer(true, "", cells[1]);
            case "failed" -> new Answer(false, cells[1], cells[2]);
            default -> throw new IllegalArgumentException("not a line of the program's: " + line);
        };
    }

    static Answer ok(String result) {
        return new Answer(true, "", result);
    }
}
