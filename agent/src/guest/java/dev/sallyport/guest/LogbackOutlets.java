package dev.sallyport.guest;

import java.util.Iterator;
import java.util.List;

/** Logback (read from 1.2 to 1.5): the appenders of a logger and of those above it. */
final class LogbackOutlets {
    private static final String CORE = "ch.qos.logback.core.";
    private static final String CLASSIC = "ch.qos.logback.classic.";
    private static final List<String> FILES =
            List.of(CORE + "FileAppender", CORE + "rolling.RollingFileAppender");
    private static final List<String> REMOTE =
            List.of(
                    CLASSIC + "net.SocketAppender",
                    CLASSIC + "net.SSLSocketAppender",
                    CLASSIC + "net.server.ServerSocketAppender",
                    CLASSIC + "net.SyslogAppender",
                    CLASSIC + "net.SMTPAppender");

    private LogbackOutlets() {}

    static void of(Object logger, Outlets outlets) throws ReflectiveOperationException {
        Object context = Asked.get(logger, "getLoggerContext");
        String name = Slf4jLog.LOGGER;
        boolean goesUp = true;
        while (goesUp) {
            boolean root = name.isEmpty();
            Object here =
                    root
                            ? Asked.get(context, "getLogger", "ROOT")
                            : Asked.get(context, "exists", name);
            if (here != null) {
                appenders(here, outlets);
            }
            goesUp = !root && (here == null || Asked.is(here, "isAdditive"));
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
        statusListeners(Asked.get(context, "getStatusManager"), outlets);
    }

    private static void appenders(Object attachable, Outlets outlets)
            throws ReflectiveOperationException {
        Iterator<?> each = (Iterator<?>) Asked.get(attachable, "iteratorForAppenders");
        while (each.hasNext()) {
            Object appender = each.next();
            if (Asked.is(appender, "isStarted")) {
                appender(appender, outlets);
            }
        }
    }

    private static void appender(Object appender, Outlets outlets)
            throws ReflectiveOperationException {
        String type = appender.getClass().getName();
        String name = "the appender " + Asked.get(appender, "getName");
        if (type.equals(CLASSIC + "AsyncAppender")) {
            appenders(appender, outlets);
        } else if (type.equals(CORE + "ConsoleAppender") && !Asked.is(appender, "isWithJansi")) {
            boolean err = "System.err".equals(Asked.get(appender, "getTarget"));
            outlets.stream(name, err ? System.err : System.out);
        } else if (FILES.contains(type)) {
            outlets.file(name, Asked.get(appender, "getFile"));
        } else if (REMOTE.contains(type)) {
            outlets.remote();
        } else if (!type.equals(CORE + "helpers.NOPAppender")) {
            outlets.unknown(name + " (" + type + ")");
        }
    }

    /** They print what goes wrong with an appender. */
    private static void statusListeners(Object manager, Outlets outlets)
            throws ReflectiveOperationException {
        List<?> listeners = (List<?>) Asked.get(manager, "getCopyOfStatusListenerList");
        for (Object listener : listeners) {
            if (listener.getClass().getName().equals(CORE + "status.OnConsoleStatusListener")) {
                outlets.doubt("the status listener writes to System.out");
            }
        }
    }
}
