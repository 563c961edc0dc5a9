package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long HOUR = 3_600_000;

    @Test
    void anHourIsASpanWhileThatIsEnough() {
        Timeline timeline = new Timeline();
        timeline.add(5 * HOUR + 1, 2);
        timeline.add(3 * HOUR, 1);
        timeline.add(6 * HOUR - 1, 4);
        assertEquals(3 * HOUR, timeline.start());
        assertEquals(HOUR, timeline.width());
        assertArrayEquals(new long[] {1, 0, 6}, timeline.counts());
    }

    @Test
    void spansBecomeWiderAndNoCountIsLost() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            Timeline timeline = new Timeline();
            long sum = 0;
            long first = Long.MAX_VALUE;
            long last = 0;
            long reach = HOUR << random.nextInt(22);
            for (int i = 0; i < 100; i++) {
                long time = (long) (random.nextDouble() * reach);
                timeline.add(time, i);
                sum += i;
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
            assertTrue(timeline.counts().length <= Timeline.MOST);
            assertEquals(sum, Arrays.stream(timeline.counts()).sum());
            assertTrue(timeline.start() <= first && first < timeline.start() + timeline.width());
            long end = timeline.start() + timeline.counts().length * timeline.width();
            assertTrue(end - timeline.width() <= last && last < end);
            assertEquals(sum, Arrays.stream(timeline.columns(first, last + 1, 7)).sum());
        }
    }

    @Test
    void aBrokenClockIsNoEndlessLoop() {
        Timeline timeline = new Timeline();
        timeline.add(Long.MIN_VALUE, 1);
        timeline.add(Long.MAX_VALUE, 2);
        long[] counts = timeline.counts();
        assertEquals(1, counts[0]);
        assertEquals(2, counts[counts.length - 1]);
    }

    @Test
    void chartsShareAnAxis() {
        Timeline timeline = new Timeline();
        timeline.add(0, 1);
        timeline.add(5 * HOUR, 2);
        assertArrayEquals(new long[] {1, 0, 2, 0}, timeline.columns(0, 8 * HOUR, 4));
    }
}
