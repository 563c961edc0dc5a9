package dev.sallyport.agent.record;

import java.io.File;

/** The name of a file of events: when it was begun, so that names sort by time, and by whom. */
final class EventFile {
    private static final String ENDING = ".jsonl";

    private EventFile() {}

    /** The next file of a process in a folder, later than the one before. */
    static File next(File folder, long pid, File before) {
        long begun = System.currentTimeMillis();
        if (before != null) {
            begun = Math.max(begun, begunAt(before.getName()) + 1);
        }
        return new File(folder, begun + "-" + pid + ENDING);
    }

    static boolean isOne(String name) {
        return begunAt(name) >= 0 && pidOf(name) >= 0;
    }

    /** Epoch milliseconds; -1 where it is no such name. */
    private static long begunAt(String name) {
        return number(name, 0, name.indexOf('-'));
    }

    /** The process that wrote it; -1 where it is no such name. */
    static long pidOf(String name) {
        return name.endsWith(ENDING)
                ? number(name, name.indexOf('-') + 1, name.length() - ENDING.length())
                : -1;
    }

    private static long number(String text, int from, int to) {
        if (to <= from || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
