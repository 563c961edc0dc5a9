package dev.sallyport.agent.notice;

import dev.sallyport.agent.gate.Gatehouse;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Telemetry;
import dev.sallyport.agent.record.Attempt;
import dev.sallyport.event.Trace;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * In which span a violation was made. To find that out runs code of the application: a context may
 * be kept by a class of its own. So it is asked once the verdict stands, and whoever does not
 * answer within a second or two is not waited for: the attempt is put on record without.
 */
public final class Spans {
    /** Within OpenTelemetry's own agent, whose classes the boot loader has. */
    private static final String AGENTS =
            "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.SpanContextKey";

    private final Ground ground;
    private final AtomicBoolean looked = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Unwritten> unwritten = new ConcurrentLinkedQueue<>();

    public Spans(Ground ground) {
        this.ground = ground;
    }

    /** Puts an attempt on record. */
    public interface Writing {
        /**
         * Does it.
         *
         * @param attempt with its span, where that is known
         */
        void write(Attempt attempt);
    }

    /**
     * Has a denied attempt, the first of its kind, put on record with the span that is current; by
     * this thread or, if that does not come back, by another one.
     */
    public void write(Attempt attempt, Writing writing) {
        Telemetry telemetry = telemetry();
        if (telemetry == null) {
            writing.write(attempt);
            return;
        }
        Unwritten waiting = new Unwritten(attempt, writing);
        unwritten.add(waiting);
        Object[] span = telemetry.span();
        unwritten.remove(waiting);
        waiting.write(attempt.in(trace(span)));
    }

    private static Trace trace(Object[] span) {
        return span == null ? null : Trace.of((String) span[0], (String) span[1]);
    }

    /** Whether the server has a library that knows of spans. */
    public boolean areKnown() {
        return ground.telemetry() != null;
    }

    /** Adds a violation to the span that is current, whatever is on record of it. */
    public void mark(Notice notice) {
        Telemetry telemetry = ground.telemetry();
        Object[] span = telemetry == null ? null : telemetry.span();
        if (span != null) {
            telemetry.mark(span, notice.facts());
        }
    }

    /** An agent that came before this one has passed its rows by. */
    private Telemetry telemetry() {
        if (!looked.get() && looked.compareAndSet(false, true)) {
            try {
                Class<?> agents = Class.forName(AGENTS, false, null);
                ground.settle(Gatehouse.hosts());
                ground.settle(Gatehouse.news());
                ground.telemetry().follow(agents);
            } catch (ClassNotFoundException absent) {
                // As nearly everywhere.
            }
        }
        return ground.telemetry();
    }

    /** How often others' code has failed to say it; 0 is usual. */
    public long failures() {
        Telemetry telemetry = ground.telemetry();
        return telemetry == null ? 0 : telemetry.failures();
    }

    /** Once a second: whoever has been asked since before the last time is not waited for. */
    public void beat() {
        for (Unwritten each : unwritten) {
            if (each.isOld()) {
                unwritten.remove(each);
                each.write(each.attempt);
            }
        }
    }

    /** The process ends. */
    public void end() {
        for (Unwritten each : unwritten) {
            unwritten.remove(each);
            each.write(each.attempt);
        }
    }

    /** An attempt whose span is being asked for. */
    private static final class Unwritten {
        private final Attempt attempt;
        private final Writing writing;
        private final AtomicBoolean written = new AtomicBoolean();
        private boolean seen;

        Unwritten(Attempt attempt, Writing writing) {
            this.attempt = attempt;
            this.writing = writing;
        }

        /** For one thread. */
        boolean isOld() {
            boolean before = seen;
            seen = true;
            return before;
        }

        void write(Attempt known) {
            if (written.compareAndSet(false, true)) {
                writing.write(known);
            }
        }
    }
}
