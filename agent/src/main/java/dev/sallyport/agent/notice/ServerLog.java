package dev.sallyport.agent.notice;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Telemetry;
import dev.sallyport.agent.record.Stderr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Notices on their way to the server's own log ({@code log=server}). A thread of its own writes
 * them, because an appender may connect, wait or throw; who was refused never waits for it. What
 * the log does not take, or not in time, is a line on stderr after all: none is lost, and the
 * reason is told once.
 *
 * <p>{@link Notices} has an end to them, so what waits is bounded.
 */
public final class ServerLog {
    /** How long one line may take. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /** How long the end of the process waits for lines that are on their way. */
    private static final long LAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Ground ground;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Notice> waiting = new ArrayDeque<>();
    private Thread writer;

    /** What is being written; {@code null} once nobody waits for it any more. */
    private Notice current;

    /** When the line that comes to its end next was taken up, in nanoseconds. */
    private long since;

    private boolean started;
    private boolean stuck;
    private boolean ended;
    private boolean excused;
    private boolean overStdio;
    private boolean overNetwork;

    /** Nothing is taken before the server has set up its log. */
    public ServerLog(Ground ground) {
        this.ground = ground;
    }

    /**
     * A client has come by this transport.
     *
     * @param transport as the start of a session is recorded; {@code null} where it is not known
     */
    public void met(Object transport) {
        lock.lock();
        try {
            if ("stdio".equals(transport)) {
                overStdio = true;
            } else if (transport != null) {
                overNetwork = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it takes a notice; else that goes to stderr. */
    boolean take(Notice notice) {
        Telemetry telemetry = ground.telemetry();
        if (telemetry == null || !telemetry.hasLog()) {
            return false;
        }
        lock.lock();
        try {
            // An appender that is refused itself is not told of that by itself.
            if (ended || stuck || Thread.currentThread() == writer || !starts(telemetry)) {
                return false;
            }
            if (!isBusy()) {
                since = System.nanoTime();
            }
            waiting.add(notice);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A process that has no thread left, or a group that takes none, has its lines on stderr. */
    private boolean starts(Telemetry telemetry) {
        if (!started) {
            try {
                telemetry.startLog();
                started = true;
            } catch (OutOfMemoryError | IllegalThreadStateException full) {
                return false;
            }
        }
        return true;
    }

    /** What the thread does. */
    public void write() {
        lock.lock();
        try {
            writer = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        while (true) {
            Notice notice = next();
            String why = ground.telemetry().log(notice.line(), notice.facts(), isAnywhere());
            if (isDone() && why != null) {
                Stderr.line(notice.line());
                excuse(why);
            }
        }
    }

    private boolean isBusy() {
        return current != null || !waiting.isEmpty();
    }

    private Notice next() {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            current = waiting.remove();
            since = System.nanoTime();
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a session is known that needs no stdout, and none that does. */
    private boolean isAnywhere() {
        lock.lock();
        try {
            return overNetwork && !overStdio;
        } finally {
            lock.unlock();
        }
    }

    /** False where it took so long that stderr has the line already. */
    private boolean isDone() {
        lock.lock();
        try {
            boolean awaited = current != null;
            current = null;
            stuck = false;
            changed.signalAll();
            return awaited;
        } finally {
            lock.unlock();
        }
    }

    /** Once a second: whether the log still takes lines. */
    public void beat() {
        List<Notice> left;
        lock.lock();
        try {
            if (!isBusy() || System.nanoTime() - since < PATIENCE) {
                return;
            }
            stuck = true;
            left = left();
        } finally {
            lock.unlock();
        }
        tell(left);
        excuse("the log does not come to an end with a line");
    }

    /** The process ends, and whatever is not written by then will never be. */
    public void end() {
        List<Notice> left;
        lock.lock();
        try {
            ended = true;
            long patience = LAST_PATIENCE;
            while (isBusy() && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            left = left();
        } catch (InterruptedException somebodyHurries) {
            left = left();
        } finally {
            lock.unlock();
        }
        tell(left);
    }

    private List<Notice> left() {
        List<Notice> left = new ArrayList<>();
        if (current != null) {
            left.add(current);
            current = null;
        }
        left.addAll(waiting);
        waiting.clear();
        return left;
    }

    private static void tell(List<Notice> notices) {
        for (int i = 0; i < notices.size(); i++) {
            Stderr.line(notices.get(i).line());
        }
    }

    private void excuse(String why) {
        lock.lock();
        try {
            if (excused) {
                return;
            }
            excused = true;
        } finally {
            lock.unlock();
        }
        Stderr.line("Sallyport told this on stderr in spite of log=server: " + why);
    }
}
