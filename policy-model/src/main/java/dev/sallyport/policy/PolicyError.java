package dev.sallyport.policy;

/** One thing that is wrong with a policy file: the thing, the place and the mend. */
public final class PolicyError {
    private final String fileName;
    private final Place place;
    private final String keyPath;
    private final String message;

    PolicyError(String fileName, Place place, String keyPath, String message) {
        this.fileName = fileName;
        this.place = place;
        this.keyPath = keyPath;
        this.message = message;
    }

    public String fileName() {
        return fileName;
    }

    /** From 1. */
    public int line() {
        return place.line;
    }

    /** From 1, in UTF-16 units; a byte order mark does not count. */
    public int column() {
        return place.column;
    }

    /** Such as {@code allow[1].ports[0]}; empty if it is the file as a whole. */
    public String keyPath() {
        return keyPath;
    }

    public String message() {
        return message;
    }

    boolean standsAfter(PolicyError other) {
        return place.line == other.place.line
                ? place.column > other.place.column
                : place.line > other.place.line;
    }

    /** {@code weather.policy.json:7:22: allow[1].ports[0]: 65536 is no port (1 to 65535)}. */
    @Override
    public String toString() {
        String where = fileName + ":" + place.line + ":" + place.column + ": ";
        return where + (keyPath.isEmpty() ? "" : keyPath + ": ") + message;
    }
}
