package dev.sallyport.harness.telemetry;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/**
 * Has a log that does to a line what no log should, and is refused a connection each time.
 *
 * <p>Arguments: {@code throws}, {@code dies}, {@code connects}, {@code waits} or {@code hangs} and
 * a port; {@code connects} goes to the next one.
 */
public final class BadLog {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Not its handlers: whoever hangs there keeps the JVM from its end. */
    private final Logger ours = Logger.getLogger("dev.sallyport");

    private BadLog() {}

    public static void main(String[] arguments) throws Exception {
        BadLog log = new BadLog();
        org.slf4j.LoggerFactory.getLogger("app").warn("hello");
        for (int i = 0; i < arguments.length; i += 2) {
            log.refused(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
    }

    private void refused(String manner, int port) throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        ours.setFilter(line -> handles(manner, port, refused));
        Refused.connect(port);
        // What the log does took no time of the one who was refused.
        refused.countDown();
        Refused.awaitTold("127.0.0.77:" + port + " (not-listed)", Path.of("stderr"));
    }

    private static boolean handles(String manner, int port, CountDownLatch refused) {
        return switch (manner) {
            case "throws" -> throw new IllegalStateException("of the log");
            case "dies" -> throw new StackOverflowError("of the log");
            case "connects" -> {
                Refused.connect(port + 1);
                yield true;
            }
            case "waits" -> await(refused);
            default -> await(NEVER);
        };
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }
}
