package dev.sallyport.guest;

import java.io.PrintStream;
import java.net.SallyportLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of SLF4J (1.7 and 2.0): writes warnings to the logger {@code dev.sallyport}. */
public final class Slf4jLog implements SallyportLog {
    static final String LOGGER = "dev.sallyport";

    private final boolean fluent = isFluent();

    /** At the end of the process a log that is asked for a logger may set itself up again. */
    private volatile Logger logger;

    @Override
    public void ready(Object subject) {
        logger = LoggerFactory.getLogger(LOGGER);
    }

    /** Key-value pairs came with 2.0. */
    private static boolean isFluent() {
        try {
            Logger.class.getMethod("atWarn");
            return true;
        } catch (NoSuchMethodException before) {
            return false;
        }
    }

    @Override
    public String log(String line, String[] facts, boolean anywhere, PrintStream stderr) {
        if (!logger.isWarnEnabled()) {
            return "the log takes no warnings of " + LOGGER;
        }
        String doubt = new Outlets(stderr, anywhere).doubt(logger);
        if (doubt != null) {
            return doubt;
        }
        if (fluent) {
            FluentWarning.log(logger, line, facts);
        } else {
            logger.warn(inWords(line, facts));
        }
        // One that was shut down in between has taken nothing.
        return new Outlets(stderr, true).doubt(logger);
    }

    private static String inWords(String line, String[] facts) {
        StringBuilder text = new StringBuilder(line).append(" [");
        for (int i = 0; i < facts.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(facts[i]).append('=').append(facts[i + 1]);
        }
        return text.append(']').toString();
    }
}
