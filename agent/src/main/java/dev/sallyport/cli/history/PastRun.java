package dev.sallyport.cli.history;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Compacted;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** One process that was guarded, as far as its events tell. */
public final class PastRun {
    /** What is kept of a run that says ever more of itself. */
    static final int MOST_SESSIONS = 64;

    private final Run run;
    private final List<RunEvent> sessions = new ArrayList<>(2);
    private RunEvent start;
    private RunEvent stop;
    private long earliest = Long.MAX_VALUE;
    private long latest;
    private long highest;
    private long seen;
    private long compacted;
    private long dropped;

    PastRun(Run run) {
        this.run = run;
    }

    void add(RunEvent event) {
        saw(event.sequence(), event.time(), event.time());
        lacks(event.before());
        if (event.activity() == Activity.START) {
            start = event;
        } else if (event.activity() == Activity.STOP) {
            stop = event;
        } else if (sessions.size() < MOST_SESSIONS) {
            sessions.add(event);
        }
    }

    /** Any event of the run, in whatever order its files are read. */
    void saw(long sequence, long first, long last) {
        seen++;
        highest = Math.max(highest, sequence);
        earliest = Math.min(earliest, first);
        latest = Math.max(latest, last);
    }

    /** What compaction took out is no lost event. */
    void lacks(Compacted before) {
        compacted += before.events();
        dropped += before.dropped();
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

    /** Which version of the server it was. */
    public ServerBuild build() {
        return new ServerBuild(
                text("announced_server"),
                text("announced_version"),
                text("main_jar"),
                text("main_coordinates"),
                text("main_sha256"));
    }

    /** A fact of its start, else of what became known later; {@code null} where none has it. */
    public String text(String fact) {
        if (start != null && start.facts().get(fact) instanceof String text) {
            return text;
        }
        for (RunEvent session : sessions) {
            if (session.facts().get(fact) instanceof String text) {
                return text;
            }
        }
        return null;
    }

    /** Epoch milliseconds of its start, or of its earliest event where no start is on record. */
    public long began() {
        return start != null ? start.time() : earliest;
    }

    /** Epoch milliseconds of the last thing that is on record of it. */
    public long ended() {
        return latest;
    }

    /** Events that were written and are not there any more: a gap in its numbers. */
    public long missing() {
        return Math.max(0, highest - seen - compacted);
    }

    /** Allowed attempts that were dropped to keep the files within their bound. */
    public long dropped() {
        return dropped;
    }
}
