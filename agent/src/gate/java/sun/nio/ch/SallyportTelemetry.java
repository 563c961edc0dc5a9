package sun.nio.ch;

import dev.sallyport.agent.gate.Telemetry;
import java.lang.ref.WeakReference;
import java.net.SallyportHerald;
import java.net.SallyportLog;
import java.net.SallyportSpans;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.reflect.Reflection;

/** The server's own log and traces, by the heralds beside their libraries. */
final class SallyportTelemetry implements Telemetry {
    private static final AtomicLong FAILURES = new AtomicLong();

    /** Set while this thread runs code of a tracing library's, which may itself be refused. */
    private static final ThreadLocal<Boolean> ASKING = new ThreadLocal<>();

    /** The hooked classes that came last; weakly, an application may be undeployed. */
    private static volatile WeakReference<Class<?>> log;

    private static volatile WeakReference<Class<?>> spans;

    /** The one that OpenTelemetry's own agent has: the same spans may be known by both. */
    private static volatile WeakReference<Class<?>> agentsSpans;

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportTelemetry.class, everything);
        Reflection.registerMethodsToFilter(SallyportTelemetry.class, everything);
        SallyportGround.told(new SallyportTelemetry());
    }

    private SallyportTelemetry() {}

    /** A library is set up. */
    static void ready(Class<?> library, SallyportHerald herald) {
        if (herald instanceof SallyportLog) {
            log = new WeakReference<>(library);
        } else if (herald instanceof SallyportSpans && library.getClassLoader() == null) {
            agentsSpans = new WeakReference<>(library);
        } else if (herald instanceof SallyportSpans) {
            spans = new WeakReference<>(library);
        }
    }

    @Override
    public void follow(Class<?> library) {
        SallyportNews.ready(library, null);
    }

    @Override
    public boolean hasLog() {
        return log != null;
    }

    @Override
    public void startLog() {
        new Scribe().start();
    }

    @Override
    public String log(String line, String[] facts, boolean anywhere) {
        Class<?> library = log.get();
        if (library == null || !(SallyportNews.herald(library) instanceof SallyportLog)) {
            return "the application that the log was of is gone";
        }
        SallyportLog herald = (SallyportLog) SallyportNews.herald(library);
        Thread thread = Thread.currentThread();
        try {
            thread.setContextClassLoader(library.getClassLoader());
            return herald.log(line, facts, anywhere, SallyportGround.STDERR);
        } catch (Throwable failed) {
            return "the log failed with " + failed.getClass().getName();
        } finally {
            thread.setContextClassLoader(null);
        }
    }

    @Override
    public Object[] span() {
        if (ASKING.get() != null) {
            return null;
        }
        Object[] span = span(agentsSpans);
        return span != null ? span : span(spans);
    }

    private static Object[] span(WeakReference<Class<?>> known) {
        Class<?> library = known == null ? null : known.get();
        if (library == null) {
            return null;
        }
        ASKING.set(Boolean.TRUE);
        try {
            SallyportSpans herald = (SallyportSpans) SallyportNews.herald(library);
            Object[] span = herald.current();
            return span == null ? null : new Object[] {span[0], span[1], span[2], herald};
        } catch (Throwable failed) {
            FAILURES.incrementAndGet();
            return null;
        } finally {
            ASKING.remove();
        }
    }

    @Override
    public void mark(Object[] span, String[] facts) {
        ASKING.set(Boolean.TRUE);
        try {
            ((SallyportSpans) span[3]).mark(span[2], facts);
        } catch (Throwable failed) {
            FAILURES.incrementAndGet();
        } finally {
            ASKING.remove();
        }
    }

    @Override
    public long failures() {
        return FAILURES.get();
    }

    /**
     * Whatever an appender does or waits for, nobody else waits. No field, as it can be reached.
     */
    private static final class Scribe extends Thread {
        Scribe() {
            super(null, null, "sallyport-log", 0, false);
            setDaemon(true);
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            if (SallyportGround.isLabelled()) {
                // Not the call's that happened to be refused first.
                SallyportLabels.enterForEverybody(this);
            }
            SallyportGate.sentry().writeLog();
        }
    }
}
