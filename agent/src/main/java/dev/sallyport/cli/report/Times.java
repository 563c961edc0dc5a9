package dev.sallyport.cli.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Points in time as people read them here, and as programs read them anywhere. */
public final class Times {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Times() {}

    /** Epoch milliseconds in this machine's zone. */
    public static String local(long time) {
        return LOCAL.format(Instant.ofEpochMilli(time));
    }

    /** Epoch milliseconds as ISO 8601 in UTC. */
    static String iso(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
