package dev.sallyport.agent.record;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts every attempt on record: the first of a kind is on disk when {@link #record} returns, the
 * others are counted and their counts written by {@link #flush}. Safe for use by many threads.
 *
 * <p>Lines that cannot be written (a full disk) wait in memory and are tried again at each flush,
 * so nothing is lost while the process lives.
 */
public final class Recorder {
    /** What the files of a folder may come to in bytes, where nobody says otherwise. */
    public static final long DEFAULT_LIMIT = 64L << 20;

    /** One file of a process is at most this part of that. */
    private static final int PARTS = 8;

    /** Seconds between two looks at the folder. */
    private static final int LOOK = 60;

    private final Run run;
    private final EventLog log;
    private final EventFolder folder;
    private final KindLimit limit = new KindLimit();
    private final ConcurrentHashMap<Object, Kind> kinds = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Kind> waiting = new ConcurrentLinkedQueue<>();
    // Not synchronized: that would pin a virtual thread's carrier on JDK 21.
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<RunEvent> runs = new ArrayDeque<>();
    private final AtomicLong unnamed = new AtomicLong();

    private final AtomicLong sequence = new AtomicLong();

    private int beats;

    /** Whether something had to wait for a disk, and nobody has told of it. */
    private boolean interrupted;

    /**
     * Nothing is written yet, and the default limit holds.
     *
     * @param ownFiles where the files may be opened
     */
    public Recorder(Run run, File file, OwnFiles ownFiles) {
        this(run, file, DEFAULT_LIMIT, ownFiles);
    }

    /**
     * Nothing is written yet.
     *
     * @param file the first one; its folder is kept within the limit
     * @param limit bytes of all files in the folder
     * @param ownFiles where the files may be opened
     */
    public Recorder(Run run, File file, long limit, OwnFiles ownFiles) {
        this.run = run;
        this.log = new EventLog(file, run.pid(), limit / PARTS, ownFiles);
        this.folder =
                new EventFolder(file.getParentFile(), limit, run.pid(), new Locked(lock, ownFiles));
    }

    /** This process's id; negative where it is not known. */
    public long pid() {
        return run.pid();
    }

    /**
     * Counts one more attempt of a kind that is on record.
     *
     * @param key what tells kinds apart, with {@code equals} and {@code hashCode}
     * @return the kind, or {@code null} if none is on record by this key
     */
    public Attempt count(Object key) {
        Kind known = kinds.get(key);
        if (known == null) {
            return null;
        }
        count(known, System.currentTimeMillis());
        return known.attempt;
    }

    /**
     * The same, unless it is the 2nd, 4th, 8th … attempt of the kind.
     *
     * @return the kind; {@code null} where nothing was counted
     */
    public Attempt countUnlessRound(KindName key) {
        Kind known = key.kind();
        if (known == null) {
            known = kinds.get(key);
            if (known == null) {
                return null;
            }
            key.setKind(known);
        }
        Kind.Counted counted = known.countUnlessRound(System.currentTimeMillis());
        if (counted == Kind.Counted.ALONE) {
            waiting.add(known);
        }
        return counted == Kind.Counted.NOT ? null : known.attempt;
    }

    /** The kind that is on record by this key, or {@code null}. */
    public Attempt find(Object key) {
        Kind known = kinds.get(key);
        return known == null ? null : known.attempt;
    }

    /**
     * Puts the first attempt of a kind on record.
     *
     * @return whether it was the first; another thread may have been faster
     */
    public boolean record(Object key, Attempt attempt) {
        long now = System.currentTimeMillis();
        lock.lock();
        try {
            Kind known = kinds.get(key);
            String group = known == null ? limit.overflowOf(attempt) : null;
            if (group != null) {
                known = others(group, attempt);
                unnamed.incrementAndGet();
            }
            if (known != null) {
                count(known, now);
                return false;
            }
            Kind kind = new Kind(attempt);
            if (!write(kind, new Kind.Counts(1, now, now))) {
                interrupted = true;
                count(kind, now);
            }
            kinds.put(key, kind);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void count(Kind kind, long now) {
        if (kind.count(now)) {
            waiting.add(kind);
        }
    }

    /** One kind stands for all further ones of a group; memory and disk stay bounded. */
    private Kind others(String group, Attempt attempt) {
        Kind kind = kinds.get(group);
        if (kind == null) {
            kind =
                    new Kind(
                            new Attempt(
                                    attempt.activity(),
                                    limit.others(attempt.target()),
                                    attempt.outcome(),
                                    attempt.origin(),
                                    null));
            kinds.put(group, kind);
        }
        return kind;
    }

    /** Once a second, by one thread: writes the counts that wait, and keeps the folder small. */
    public void beat() {
        flush();
        lock.lock();
        try {
            log.claim();
        } finally {
            lock.unlock();
        }
        // Not in the first second, when a server has other things to do.
        if (beats++ % LOOK == 1 && folder.tidy(log.file())) {
            beats--;
        }
    }

    /** Writes the counts that wait. */
    public void flush() {
        lock.lock();
        try {
            boolean late = log.isFailing();
            writeRuns();
            long attempts = 0;
            int turns = waiting.size();
            for (int i = 0; i < turns; i++) {
                Kind kind = waiting.poll();
                Kind.Counts counts = kind.take();
                attempts += counts.count();
                if (!write(kind, counts) && kind.putBack(counts)) {
                    waiting.add(kind);
                }
            }
            interrupted |= late || log.isFailing();
            if (interrupted && !log.isFailing()) {
                interrupted = false;
                tellLate(attempts);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lines that are on disk. */
    public long written() {
        return sequence.get();
    }

    /** Attempts that are on record as one more of too many kinds, and not by themselves. */
    public long unnamed() {
        return unnamed.get();
    }

    /** Kinds whose counts are not on disk yet. */
    public long waiting() {
        return waiting.size();
    }

    private void tellLate(long attempts) {
        Stderr.line(
                "Sallyport writes events again: "
                        + log.file()
                        + ("; " + attempts + " attempts were kept in memory"));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(RunEvent.WARNING, RunEvent.WRITTEN_LATE);
        facts.put("late_attempts", attempts);
        run(Activity.SESSION, facts);
    }

    /** At the end, when nothing can be written any more: says how much will be missing. */
    public void tellLost() {
        lock.lock();
        try {
            long attempts = 0;
            for (Kind kind = waiting.poll(); kind != null; kind = waiting.poll()) {
                attempts += kind.take().count();
            }
            if (attempts > 0) {
                Stderr.line(
                        "Sallyport could not write events to "
                                + log.file()
                                + ("; " + attempts + " attempts are on no record"));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes the start or the stop of the run, which comes before whatever waits behind it. */
    public void run(Activity activity, Map<String, Object> facts) {
        lock.lock();
        try {
            runs.add(new RunEvent(run, 0, activity, System.currentTimeMillis(), facts));
            writeRuns();
        } finally {
            lock.unlock();
        }
    }

    private boolean write(Kind kind, Kind.Counts counts) {
        return writeRuns()
                && written(
                        log.write(
                                new Event(
                                        run,
                                        sequence.get() + 1,
                                        kind.attempt.activity(),
                                        kind.attempt.target(),
                                        kind.attempt.outcome(),
                                        kind.attempt.origin(),
                                        counts.first(),
                                        counts.last(),
                                        counts.count())));
    }

    /** Whether no start or stop waits any more. */
    private boolean writeRuns() {
        while (!runs.isEmpty()) {
            RunEvent event = runs.peek();
            RunEvent numbered =
                    new RunEvent(
                            run, sequence.get() + 1, event.activity(), event.time(), event.facts());
            if (!written(log.write(numbered))) {
                return false;
            }
            runs.remove();
        }
        return true;
    }

    /** A number is used up by a line that is on disk, so that a gap means a lost one. */
    private boolean written(boolean success) {
        if (success) {
            sequence.incrementAndGet();
        }
        return success;
    }

    /** The gate lets one thread at a time at Sallyport's own files. */
    private static final class Locked implements OwnFiles {
        private final ReentrantLock lock;
        private final OwnFiles ownFiles;

        Locked(ReentrantLock lock, OwnFiles ownFiles) {
            this.lock = lock;
            this.ownFiles = ownFiles;
        }

        @Override
        public void write(Work work) throws IOException {
            lock.lock();
            try {
                ownFiles.write(work);
            } finally {
                lock.unlock();
            }
        }
    }
}
