package dev.sallyport.cli.report;

import dev.sallyport.cli.history.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The columns that all timelines of a server share, so that they can be read one below the other: a
 * day each, or several days where there are too many; hours where all was on one day.
 *
 * @param from epoch milliseconds at which the first column begins
 * @param width milliseconds of each
 * @param columns how many
 */
public record Axis(long from, long width, int columns) {
    private static final int MOST = 30;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final String BARS = "▁▂▃▄▅▆▇█";

    /**
     * The axis of a span of time.
     *
     * @param first epoch milliseconds
     * @param last epoch milliseconds, not before {@code first}
     */
    static Axis of(long first, long last) {
        long fromDay = Math.floorDiv(first, DAY);
        long days = Math.floorDiv(last, DAY) - fromDay + 1;
        if (days == 1) {
            return new Axis(fromDay * DAY, HOUR, 24);
        }
        long daysAColumn = (days + MOST - 1) / MOST;
        int columns = (int) ((days + daysAColumn - 1) / daysAColumn);
        return new Axis(fromDay * DAY, daysAColumn * DAY, columns);
    }

    /** The attempts in each column. */
    List<Long> columns(Collection<Timeline> timelines) {
        long[] sums = new long[columns];
        for (Timeline timeline : timelines) {
            long[] more = timeline.columns(from, from + width * columns, columns);
            for (int i = 0; i < columns; i++) {
                sums[i] += more[i];
            }
        }
        List<Long> boxed = new ArrayList<>(columns);
        for (long sum : sums) {
            boxed.add(sum);
        }
        return List.copyOf(boxed);
    }

    /** {@code by hour}, {@code by day}, {@code by 3 days}. */
    public String scale() {
        if (width == HOUR) {
            return "by hour";
        }
        return width == DAY ? "by day" : "by " + width / DAY + " days";
    }

    /** As bars; a column with anything in it has one, however small. */
    public static String sparkline(List<Long> columns) {
        long most = 1;
        for (long column : columns) {
            most = Math.max(most, column);
        }
        StringBuilder bars = new StringBuilder();
        for (long column : columns) {
            long height = (column * (BARS.length() - 1) + most - 1) / most;
            bars.append(column == 0 ? '·' : BARS.charAt((int) height));
        }
        return bars.toString();
    }
}
