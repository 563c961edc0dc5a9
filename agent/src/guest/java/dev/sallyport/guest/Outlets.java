package dev.sallyport.guest;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Where a logger's lines end up. On a server that talks over stdio they must not be written to
 * stdout, and a first line to try would be one too many: so its appenders are looked at, each time,
 * and what is not known is taken for stdout.
 */
final class Outlets {
    private final PrintStream stderr;
    private final boolean anywhere;
    private boolean taken;
    private String doubt;

    /**
     * Of one line.
     *
     * @param stderr what surely leads to stderr
     * @param anywhere whether stdout is as good
     */
    Outlets(PrintStream stderr, boolean anywhere) {
        this.stderr = stderr;
        this.anywhere = anywhere;
    }

    /** Why the logger had better not be used; {@code null} for no reason. */
    String doubt(Object logger) {
        String type = logger.getClass().getName();
        try {
            if (type.equals("ch.qos.logback.classic.Logger")) {
                LogbackOutlets.of(logger, this);
            } else if (type.equals("org.apache.logging.slf4j.Log4jLogger")) {
                Log4jOutlets.of(logger, this);
            } else if (type.equals("org.slf4j.jul.JDK14LoggerAdapter")
                    || type.equals("org.slf4j.impl.JDK14LoggerAdapter")
                    || type.equals("org.slf4j.impl.Slf4jLogger")) {
                JulOutlets.of(this);
            } else if (type.equals("org.slf4j.simple.SimpleLogger")
                    || type.equals("org.slf4j.impl.SimpleLogger")) {
                SimpleOutlets.of(logger, this);
            } else {
                unknown(type);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unlike) {
            unknown(type + " (" + unlike.getClass().getName() + ")");
        }
        if (!taken) {
            return "no appender takes a line now";
        }
        return anywhere || doubt == null ? null : doubt + ", which may be the protocol";
    }

    /** One that writes to a stream. */
    void stream(String name, Object stream) {
        if (stream == System.out && stream != stderr) {
            stdout(name);
        } else if (stream != stderr) {
            unknown(name);
        }
        taken = true;
    }

    /** One that writes to what was {@code System.out} once. */
    void stdout(String name) {
        taken = true;
        doubt(name + " writes to System.out");
    }

    /** One that writes to a file, which may be another name of stdout. */
    void file(String name, Object path) {
        taken = true;
        try {
            String real = new File(String.valueOf(path)).getCanonicalPath();
            if (real.startsWith("/dev/")
                    || real.startsWith("/proc/")
                    || real.equals(new File("/dev/stdout").getCanonicalPath())) {
                doubt(name + " writes to " + real);
            }
        } catch (IOException unreadable) {
            doubt(name + " writes to " + path);
        }
    }

    /** One that writes over the network. */
    void remote() {
        taken = true;
    }

    /** One that nobody here knows. */
    void unknown(String type) {
        taken = true;
        doubt(type + " may write to stdout");
    }

    /** What else writes when something is logged. */
    void doubt(String text) {
        doubt = doubt == null ? text : doubt;
    }
}
