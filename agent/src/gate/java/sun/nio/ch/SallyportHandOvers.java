package sun.nio.ch;

import dev.sallyport.agent.attribution.Call;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The labels of work on its way to another thread, by the identity of the object that stands for
 * it. Entries go when the work begins, and at the latest when their call ends, those of threads
 * when these are dead; a call has at most {@link Call#MOST_HAND_OVERS} of them.
 *
 * <p>A hash table of chains that are only ever replaced as a whole: no lock, no code of the
 * application ({@code equals} and {@code hashCode} are never called).
 */
final class SallyportHandOvers {
    private static final int CHAINS = Call.MARKS;

    private final AtomicReferenceArray<Entry> chains = new AtomicReferenceArray<>(CHAINS);

    /**
     * Labels a piece of work. The first label stays: whoever made the work knows better than who
     * passes it on. Work that two calls share, as a lambda without state, belongs to neither.
     */
    void put(Object work, Call call) {
        if (!call.mayHandOver()) {
            return;
        }
        int chain = chain(work);
        while (true) {
            Entry head = withoutTheDead(chain);
            Entry known = find(head, work);
            if (known != null && (known.call == call || known.call == Call.SHARED)) {
                call.handedOver();
                return;
            }
            Entry next = known == null ? head : without(head, known);
            Call label = known == null || known.call.hasEnded() ? call : Call.SHARED;
            call.mark(chain);
            if (chains.compareAndSet(chain, head, new Entry(work, label, call, next))) {
                if (known != null) {
                    known.charged.handedOver();
                }
                return;
            }
        }
    }

    /** The label; {@code null} where there is none, or it is not sure. */
    Call find(Object work) {
        Entry found = find(chains.get(chain(work)), work);
        return found == null || found.call == Call.SHARED ? null : found.call;
    }

    /** The label, which is then forgotten. */
    Call take(Object work) {
        int chain = chain(work);
        while (true) {
            Entry head = chains.get(chain);
            Entry found = find(head, work);
            if (found == null) {
                return null;
            }
            if (found.call == Call.SHARED) {
                // It will be run once for each, and who knows in which order.
                return null;
            }
            if (chains.compareAndSet(chain, head, without(head, found))) {
                found.charged.handedOver();
                return found.call;
            }
        }
    }

    /** Forgets what a call that has ended still has on its way. */
    void drop(Call call) {
        for (int chain = call.nextMark(0); chain >= 0; chain = call.nextMark(chain + 1)) {
            drop(chain, call);
        }
    }

    private void drop(int chain, Call call) {
        boolean done = false;
        while (!done) {
            Entry head = chains.get(chain);
            Entry kept = keptAfter(head, call);
            done = kept == head || chains.compareAndSet(chain, head, kept);
        }
    }

    private Entry withoutTheDead(int chain) {
        Entry head = chains.get(chain);
        for (Entry entry = head; entry != null; entry = entry.next) {
            if (entry.call.hasEnded() && !isRunning(entry.work)) {
                drop(chain, entry.charged);
                return chains.get(chain);
            }
        }
        return head;
    }

    private static Entry keptAfter(Entry head, Call call) {
        Entry kept = null;
        boolean changed = false;
        for (Entry entry = head; entry != null; entry = entry.next) {
            if (entry.charged == call && !isRunning(entry.work)) {
                changed = true;
            } else {
                kept = new Entry(entry.work, entry.call, entry.charged, kept);
            }
        }
        return changed ? kept : head;
    }

    /** A thread that outlives its call keeps its label, and is forgotten when it is dead. */
    private static boolean isRunning(Object work) {
        return work instanceof Thread && ((Thread) work).isAlive();
    }

    private static int chain(Object work) {
        int hash = System.identityHashCode(work) * 0x9E37_79B9;
        return hash >>> 20;
    }

    private static Entry find(Entry head, Object work) {
        Entry entry = head;
        while (entry != null && entry.work != work) {
            entry = entry.next;
        }
        return entry;
    }

    private static Entry without(Entry head, Entry gone) {
        if (head == gone) {
            return gone.next;
        }
        Entry result = gone.next;
        for (Entry entry = head; entry != gone; entry = entry.next) {
            result = new Entry(entry.work, entry.call, entry.charged, result);
        }
        return result;
    }

    private static final class Entry {
        private final Object work;
        private final Call call;

        /** The call that this entry counts for, and goes with. */
        private final Call charged;

        private final Entry next;

        Entry(Object work, Call call, Call charged, Entry next) {
            this.work = work;
            this.call = call;
            this.charged = charged;
            this.next = next;
        }
    }
}
