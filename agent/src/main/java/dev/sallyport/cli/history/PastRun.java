package dev.sallyport.cli.history;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Compacted;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** One process that was guarded, as far as its events tell. */
public final class PastRun {
    private final Run run;
    private final List<RunEvent> sessions = new ArrayList<>();
    private RunEvent start;
    private RunEvent stop;
    private long sequence;
    private long missing;
    private long dropped;

    PastRun(Run run) {
        this.run = run;
    }

    void add(RunEvent event) {
        if (event.activity() == Activity.START) {
            start = event;
        } else if (event.activity() == Activity.STOP) {
            stop = event;
        } else {
            sessions.add(event);
        }
    }

    /** A gap in a run's numbers that compaction does not explain is a lost event. */
    void follow(long next, Compacted before) {
        missing += Math.max(0, next - sequence - 1 - before.events());
        dropped += before.dropped();
        sequence = next;
    }

    public Run run() {
        return run;
    }

    /** With mode, policy, hash and so on; {@code null}: nobody can say what held. */
    public RunEvent start() {
        return start;
    }

    /** {@code null} where it was killed, or is still running. */
    public RunEvent stop() {
        return stop;
    }

    /** What became known in between: who the server says it is, its main jar, warnings. */
    public List<RunEvent> sessions() {
        return List.copyOf(sessions);
    }

    /** Allowed attempts that were dropped to keep the files within their bound. */
    public long dropped() {
        return dropped;
    }

    /** Events that were written and are not there any more. */
    public long missing() {
        return missing;
    }
}
