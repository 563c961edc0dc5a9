package dev.sallyport.guest;

import java.util.List;
import java.util.Map;

/** Log4j 2 (read at 2.25): the appenders of a logger's configuration and of those above it. */
final class Log4jOutlets {
    private static final String APPENDER = "org.apache.logging.log4j.core.appender.";
    private static final List<String> FILES =
            List.of(
                    APPENDER + "FileAppender",
                    APPENDER + "RollingFileAppender",
                    APPENDER + "RandomAccessFileAppender",
                    APPENDER + "RollingRandomAccessFileAppender",
                    APPENDER + "MemoryMappedFileAppender");
    private static final List<String> REMOTE =
            List.of(
                    APPENDER + "SocketAppender",
                    APPENDER + "SyslogAppender",
                    APPENDER + "HttpAppender",
                    APPENDER + "SmtpAppender");

    private final Object configuration;
    private final Outlets outlets;

    private Log4jOutlets(Object configuration, Outlets outlets) {
        this.configuration = configuration;
        this.outlets = outlets;
    }

    static void of(Object logger, Outlets outlets) throws ReflectiveOperationException {
        Object context = Asked.get(Asked.field(logger, "logger"), "getContext");
        Object configuration = Asked.get(context, "getConfiguration");
        Object here = Asked.get(configuration, "getLoggerConfig", Slf4jLog.LOGGER);
        while (here != null) {
            Map<?, ?> appenders = (Map<?, ?>) Asked.get(here, "getAppenders");
            for (Object appender : appenders.values()) {
                new Log4jOutlets(configuration, outlets).add(appender);
            }
            here = Asked.is(here, "isAdditive") ? Asked.get(here, "getParent") : null;
        }
    }

    private void add(Object appender) throws ReflectiveOperationException {
        String type = appender.getClass().getName();
        String name = "the appender " + Asked.get(appender, "getName");
        if (!Asked.is(appender, "isStarted") || type.equals(APPENDER + "NullAppender")) {
            return;
        }
        if (type.equals(APPENDER + "AsyncAppender")) {
            for (String each : (String[]) Asked.get(appender, "getAppenderRefStrings")) {
                Object behind = Asked.get(configuration, "getAppender", each);
                if (behind != null) {
                    add(behind);
                }
            }
        } else if (type.equals(APPENDER + "ConsoleAppender")) {
            if ("SYSTEM_ERR".equals(String.valueOf(Asked.get(appender, "getTarget")))) {
                outlets.stream(name, System.err);
            } else {
                // What System.out was as the log was set up, which nobody knows.
                outlets.stdout(name);
            }
        } else if (FILES.contains(type)) {
            outlets.file(name, Asked.get(appender, "getFileName"));
        } else if (REMOTE.contains(type)) {
            outlets.remote();
        } else {
            outlets.unknown(name + " (" + type + ")");
        }
    }
}
