package dev.sallyport.agent.record;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts every attempt on record: the first of a kind is on disk when {@link #record} returns, the
 * others are counted and their counts written by {@link #flush}. Safe for use by many threads.
 *
 * <p>Lines that cannot be written (a full disk) wait in memory and are tried again at each flush,
 * so nothing is lost while the process lives.
 */
public final class Recorder {
    private final Run run;
    private final EventLog log;
    private final KindLimit limit = new KindLimit();
    private final ConcurrentHashMap<String, Kind> kinds = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Kind> waiting = new ConcurrentLinkedQueue<>();
    // Not synchronized: that would pin a virtual thread's carrier on JDK 21.
    private final ReentrantLock lock = new ReentrantLock();
    private long sequence;

    public Recorder(Run run, File file) {
        this.run = run;
        this.log = new EventLog(file);
    }

    /**
     * Counts an attempt.
     *
     * @param key what makes two attempts equal
     * @return whether it is the first of its kind
     */
    public boolean record(
            String key, Activity activity, Target target, Outcome outcome, List<String> tools) {
        long now = System.currentTimeMillis();
        Kind known = kinds.get(key);
        if (known == null) {
            known = recordFirst(key, activity, target, outcome, tools, now);
            if (known == null) {
                return true;
            }
        }
        if (known.count(now)) {
            waiting.add(known);
        }
        return false;
    }

    /** Whether an equal attempt is on record; for what is judged twice and counts once. */
    public boolean knows(String key) {
        return kinds.containsKey(key);
    }

    /** Writes the first of a kind, or returns the kind that another thread was faster with. */
    private Kind recordFirst(
            String key,
            Activity activity,
            Target target,
            Outcome outcome,
            List<String> tools,
            long now) {
        lock.lock();
        try {
            Kind known = kinds.get(key);
            if (known != null) {
                return known;
            }
            String group = limit.overflowOf(target, outcome);
            if (group != null) {
                return others(group, activity, target, outcome, tools);
            }
            Kind kind = new Kind(activity, target, outcome, tools);
            if (!write(kind, new Kind.Counts(1, now, now)) && kind.count(now)) {
                waiting.add(kind);
            }
            kinds.put(key, kind);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Kind others(
            String group, Activity activity, Target target, Outcome outcome, List<String> tools) {
        Kind kind = kinds.get(group);
        if (kind == null) {
            kind = new Kind(activity, limit.others(target), outcome, tools);
            kinds.put(group, kind);
        }
        return kind;
    }

    /** Writes the counts that wait. */
    public void flush() {
        lock.lock();
        try {
            int turns = waiting.size();
            for (int i = 0; i < turns; i++) {
                Kind kind = waiting.poll();
                Kind.Counts counts = kind.take();
                if (!write(kind, counts) && kind.putBack(counts)) {
                    waiting.add(kind);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes the start or the stop of the run. */
    public void run(Activity activity, Map<String, Object> facts) {
        lock.lock();
        try {
            log.write(new RunEvent(run, ++sequence, activity, System.currentTimeMillis(), facts));
        } finally {
            lock.unlock();
        }
    }

    private boolean write(Kind kind, Kind.Counts counts) {
        return log.write(
                new Event(
                        run,
                        ++sequence,
                        kind.activity,
                        kind.target,
                        kind.outcome,
                        kind.tools,
                        counts.first(),
                        counts.last(),
                        counts.count()));
    }
}
