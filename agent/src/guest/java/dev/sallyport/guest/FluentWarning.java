package dev.sallyport.guest;

import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** What only SLF4J 2 has, in a class that is not linked beside an older one. */
final class FluentWarning {
    private FluentWarning() {}

    static void log(Logger logger, String line, String[] facts) {
        LoggingEventBuilder warning = logger.atWarn();
        for (int i = 0; i < facts.length; i += 2) {
            warning = warning.addKeyValue("sallyport." + facts[i], facts[i + 1]);
        }
        // A line is no pattern: it is passed as an argument of one.
        warning.log("{}", line);
    }
}
