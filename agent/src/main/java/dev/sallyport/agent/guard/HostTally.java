package dev.sallyport.agent.guard;

import dev.sallyport.event.Activity;
import dev.sallyport.policy.HostPattern;
import dev.sallyport.policy.Transport;
import java.util.EnumSet;
import java.util.Set;

/** What is counted of one host, or of all that are none of those. */
final class HostTally {
    private final String host;
    private final HostPattern pattern;
    private final Tally tally;
    private final Set<Transport> transports = EnumSet.noneOf(Transport.class);

    private HostTally(String host, HostPattern pattern, Tally tally) {
        this.host = host;
        this.pattern = pattern;
        this.tally = tally;
    }

    /**
     * Of whatever is attempted.
     *
     * @param host what figures call it; {@code null} for nothing
     */
    static HostTally ofAny(String host, Tally tally) {
        return new HostTally(host, null, tally);
    }

    /** Of what a rule lists: figures call it as the rule does. */
    static HostTally of(HostPattern pattern) {
        return new HostTally(pattern.toString(), pattern, new Tally());
    }

    /** Connections of another transport are none of this host's: each would be a series more. */
    void list(Transport transport) {
        transports.add(transport);
    }

    String host() {
        return host;
    }

    HostPattern pattern() {
        return pattern;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Whether it counts connections of this kind.
     *
     * @param transport {@code null} for a unix-domain socket
     */
    boolean connects(Transport transport) {
        return pattern == null || (transport != null && transports.contains(transport));
    }

    /** Whether it counts violations of this kind: the others have no host. */
    boolean violates(Activity activity) {
        return pattern == null
                || activity == Activity.CONNECT
                || activity == Activity.LOOKUP
                || activity == Activity.REQUEST;
    }

    boolean counts(AttemptKey key) {
        return key.activity() == Activity.CONNECT
                ? connects(key.transport())
                : violates(key.activity());
    }
}
