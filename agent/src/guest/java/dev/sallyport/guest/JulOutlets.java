package dev.sallyport.guest;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code java.util.logging}, and JBoss' log manager in its place (read at 3.2), which Quarkus has:
 * the handlers of a logger and of those above it. Quarkus' own handler has none below it until the
 * log is set up.
 */
final class JulOutlets {
    private static final String JBOSS = "org.jboss.logmanager.handlers.";
    private static final List<String> NESTING =
            List.of(
                    "io.quarkus.bootstrap.logging.QuarkusDelayedHandler",
                    JBOSS + "DelayedHandler",
                    JBOSS + "AsyncHandler");
    private static final List<String> FILES =
            List.of(
                    JBOSS + "FileHandler",
                    JBOSS + "PeriodicRotatingFileHandler",
                    JBOSS + "PeriodicSizeRotatingFileHandler",
                    JBOSS + "SizeRotatingFileHandler");
    private static final List<String> ELSEWHERE =
            List.of(
                    "java.util.logging.FileHandler",
                    "java.util.logging.SocketHandler",
                    JBOSS + "SocketHandler",
                    JBOSS + "SyslogHandler");

    private JulOutlets() {}

    static void of(Outlets outlets) throws ReflectiveOperationException {
        Logger here = Logger.getLogger(Slf4jLog.LOGGER);
        while (here != null) {
            add(here.getHandlers(), outlets);
            here = here.getUseParentHandlers() ? here.getParent() : null;
        }
    }

    private static void add(Object[] handlers, Outlets outlets)
            throws ReflectiveOperationException {
        for (Object each : handlers) {
            Handler handler = (Handler) each;
            Level from = handler.getLevel();
            if (from == null || from.intValue() <= Level.WARNING.intValue()) {
                add(handler, outlets);
            }
        }
    }

    private static void add(Handler handler, Outlets outlets) throws ReflectiveOperationException {
        String type = handler.getClass().getName();
        String name = "the handler " + type;
        if (NESTING.contains(type)) {
            add((Object[]) Asked.get(handler, "getHandlers"), outlets);
        } else if (type.equals("java.util.logging.ConsoleHandler")) {
            outlets.stream(name, System.err);
        } else if (type.equals(JBOSS + "ConsoleHandler")) {
            outlets.stream(name, stream(handler));
        } else if (FILES.contains(type)) {
            outlets.file(name, Asked.get(handler, "getFile"));
        } else if (ELSEWHERE.contains(type)) {
            outlets.remote();
        } else {
            outlets.unknown(name);
        }
    }

    /** As it was given to JBoss' handler, which wraps it so that nobody closes it. */
    private static Object stream(Handler handler) throws ReflectiveOperationException {
        Object stream = Asked.field(handler, "outputStream");
        return stream.getClass().getName().equals(JBOSS + "UncloseableOutputStream")
                ? Asked.field(stream, "delegate")
                : stream;
    }
}
