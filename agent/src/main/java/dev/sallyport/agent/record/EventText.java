package dev.sallyport.agent.record;

/**
 * A line of an event file, read as the text that it is. No value can hold what is looked for here:
 * a quote in a value is written with a backslash before it.
 */
final class EventText {
    private static final String SEQUENCE = "\"sequence\":";
    private static final String COUNT = "\"count\":";
    private static final String FIRST = "\"start_time\":";
    private static final String LAST = "\"end_time\":";
    private static final String TIME = "\"time\":";
    private static final String OURS = "\"unmapped\":{";
    private static final String COMPACTED = "\"compacted\":";
    private static final String DROPPED = "\"dropped_allowed\":";

    private final String line;

    EventText(String line) {
        this.line = line;
    }

    /** Whether it is an event that was written whole. */
    boolean isWhole() {
        return line.startsWith("{\"metadata\":{")
                && line.endsWith("}}")
                && line.contains(OURS)
                && sequence() > 0;
    }

    /** Whether it is an attempt; nothing else is ever merged or dropped. */
    boolean isAttempt() {
        return isWhole() && line.contains("\"verdict\":\"") && count() > 0;
    }

    boolean isAllowed() {
        return line.contains("\"verdict\":\"allow\"");
    }

    /** Of any whole line of a run; -1 where there is none. */
    long sequence() {
        return number(SEQUENCE, -1);
    }

    long count() {
        return number(COUNT, -1);
    }

    long first() {
        return number(FIRST, 0);
    }

    long last() {
        return number(LAST, 0);
    }

    /** Lines that an earlier compaction took out right before this one. */
    long compacted() {
        return number(COMPACTED, 0);
    }

    /** Allowed attempts that went with them. */
    long dropped() {
        return number(DROPPED, 0);
    }

    /** What is the same in all lines of one kind. */
    String kind() {
        String id = "-" + sequence() + "\"";
        String text = line.replace(id, "\"");
        String[] keys = {SEQUENCE, COUNT, FIRST, LAST, TIME, COMPACTED, DROPPED};
        for (int i = 0; i < keys.length; i++) {
            text = with(text, keys[i], "");
        }
        return text;
    }

    /** The same line with other counts. */
    String counting(long count, long first, long last) {
        String text = with(line, COUNT, Long.toString(count));
        text = with(text, FIRST, Long.toString(first));
        text = with(text, LAST, Long.toString(last));
        return with(text, TIME, Long.toString(last));
    }

    /** The same line, saying what is missing right before it. */
    static String after(String line, long compacted, long dropped) {
        String text = put(line, DROPPED, dropped);
        return put(text, COMPACTED, compacted);
    }

    private static String put(String line, String key, long value) {
        if (line.contains(key)) {
            return with(line, key, Long.toString(value));
        }
        int at = line.indexOf(OURS);
        if (at < 0 || value == 0) {
            return line;
        }
        int behind = at + OURS.length();
        return line.substring(0, behind) + key + value + "," + line.substring(behind);
    }

    private long number(String key, long otherwise) {
        int at = line.indexOf(key);
        int end = at < 0 ? -1 : end(line, at + key.length());
        return end <= at + key.length() || end - at - key.length() > 18
                ? otherwise
                : Long.parseLong(line.substring(at + key.length(), end));
    }

    private static String with(String line, String key, String number) {
        int at = line.indexOf(key);
        return at < 0
                ? line
                : line.substring(0, at + key.length())
                        + number
                        + line.substring(end(line, at + key.length()));
    }

    private static int end(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
