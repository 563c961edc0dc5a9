package dev.sallyport.cli.history;

/**
 * The places of a line in which it differs from others of its kind: numbers, times, count, process.
 * Found by their keys, in the order in which the agent writes them. In valid JSON a comma, a quote,
 * a key, a quote and a colon are that key and never text: a quote within a text has a backslash
 * before it.
 */
final class Holes {
    static final int SEQUENCE = 0;
    static final int RUN = 1;
    static final int UID = 2;
    static final int TIME = 3;
    static final int FIRST = 4;
    static final int LAST = 5;
    static final int COUNT = 6;
    static final int ACTOR = 7;
    static final int PROCESS = 8;
    static final int PID = 9;
    static final int REQUESTS = 10;

    /** How many there are at most. */
    static final int MOST = 11;

    /** Without this one and those behind it a line can be an event; the others all have. */
    private static final int NEEDED = ACTOR;

    private static final Key[] KEYS = {
        new Key(",\"sequence\":"),
        new Key(",\"correlation_uid\":\""),
        new Key(",\"uid\":\""),
        new Key(",\"time\":"),
        new Key(",\"start_time\":"),
        new Key(",\"end_time\":"),
        new Key(",\"count\":"),
        new Key("\"process\":{\"pid\":"),
        new Key("\"process\":{\"uid\":\""),
        new Key(",\"pid\":"),
        new Key(",\"tool_requests\":[")
    };

    /** More digits could be more than a {@code long} holds. */
    private static final int MOST_DIGITS = 18;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final long[] numbers = new long[MOST];

    /** Whether the line has all that an event of the agent's has; else it is one to be read. */
    boolean find(byte[] line, int from, int to) {
        int at = from;
        for (int i = 0; i < MOST; i++) {
            starts[i] =
                    KEYS[i].endIn(line, at, i == ACTOR || i == PROCESS ? ours(line, at, to) : to);
            if (starts[i] < 0 && i < NEEDED) {
                return false;
            }
            if (starts[i] >= 0) {
                ends[i] = end(i, line, to);
                if (ends[i] < 0) {
                    return false;
                }
                at = ends[i];
            }
        }
        return true;
    }

    /** Where the facts begin that OCSF has no name for; most lines have no process before. */
    private static int ours(byte[] line, int from, int to) {
        int ours = KEYS[PID].endIn(line, from, to);
        return ours < 0 ? to : ours;
    }

    private int end(int hole, byte[] line, int to) {
        return switch (hole) {
            case RUN, UID, PROCESS -> endOfText(line, starts[hole], to);
            case REQUESTS -> endOfTexts(line, starts[hole], to);
            default -> endOfNumber(hole, line, to);
        };
    }

    /** Index of the quote that ends it, or -1 for one that holds anything but plain ASCII. */
    private static int endOfText(byte[] line, int start, int to) {
        for (int at = start; at < to; at++) {
            byte c = line[at];
            if (c == '"') {
                return at;
            }
            if (c < ' ' || c == '\\' || c == 0x7f) {
                return -1;
            }
        }
        return -1;
    }

    /** Index of the bracket behind {@code "17","18"}, or -1 for anything else. */
    private static int endOfTexts(byte[] line, int start, int to) {
        int at = start;
        while (at < to && line[at] == '"') {
            int quote = endOfText(line, at + 1, to);
            if (quote < 0) {
                return -1;
            }
            boolean more = quote + 2 < to && line[quote + 1] == ',' && line[quote + 2] == '"';
            at = quote + (more ? 2 : 1);
        }
        return at < to && line[at] == ']' ? at : -1;
    }

    private int endOfNumber(int hole, byte[] line, int to) {
        int start = starts[hole];
        int at = start;
        long number = 0;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            number = number * 10 + line[at] - '0';
            at++;
        }
        numbers[hole] = number;
        int digits = at - start;
        boolean leadingZero = digits > 1 && line[start] == '0';
        return digits == 0 || digits > MOST_DIGITS || leadingZero ? -1 : at;
    }

    boolean has(int hole) {
        return starts[hole] >= 0;
    }

    int start(int hole) {
        return starts[hole];
    }

    int end(int hole) {
        return ends[hole];
    }

    long number(int hole) {
        return numbers[hole];
    }
}
