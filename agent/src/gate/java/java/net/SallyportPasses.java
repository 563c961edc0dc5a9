package java.net;

import dev.sallyport.agent.gate.Pass;
import java.lang.ref.WeakReference;

/**
 * Requests of HTTP/2 that were allowed, by their connection: what comes again on it is not put
 * together again. A fixed table, in which a later one takes the place of an earlier one; slots are
 * read and written without lock or fence, for all in them is final.
 */
final class SallyportPasses {
    private static final int SLOTS = 64;

    private static final Kept[] KEPT = new Kept[SLOTS];

    private SallyportPasses() {}

    /** Whether such a request was allowed on this very connection, and still would be. */
    static boolean cover(Object channel, Object scheme, Object authority) {
        Kept kept = KEPT[slot(channel)];
        return kept != null
                && kept.refersTo(channel)
                && kept.authority.equals(authority)
                && kept.scheme.equals(scheme)
                && kept.pass.holds();
    }

    /** Keeps one that was allowed just now. */
    static void keep(Object channel, Object scheme, Object authority, Pass pass) {
        KEPT[slot(channel)] = new Kept(channel, scheme, authority, pass);
    }

    private static int slot(Object channel) {
        return System.identityHashCode(channel) & (SLOTS - 1);
    }

    private static final class Kept extends WeakReference<Object> {
        private final Object scheme;
        private final Object authority;
        private final Pass pass;

        Kept(Object channel, Object scheme, Object authority, Pass pass) {
            super(channel);
            this.scheme = scheme;
            this.authority = authority;
            this.pass = pass;
        }
    }
}
