package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.event.Library;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Provenance;
import java.util.Collection;

/**
 * What a verdict hangs on beside policy and destination: the names in the ledger, the day, and
 * sometimes the process, its machine and who calls. Made before the verdict is, so that a change
 * meanwhile shows. For one verdict, in one thread.
 */
final class Circumstances implements OwnHost, Provenance {
    private final OwnHost host;
    private final long generation;
    private final long today;
    private final Collection<String> tools;
    private final Callers callers;
    private boolean askedHost;
    private boolean askedCaller;
    private Library caller;

    Circumstances(
            OwnHost host,
            NameLedger ledger,
            Today today,
            Collection<String> tools,
            Callers callers) {
        this.tools = tools;
        this.callers = callers;
        this.host = host;
        this.generation = ledger.generation();
        this.today = today.epochDay();
    }

    /** The ledger's. */
    long generation() {
        return generation;
    }

    /** Days since 1970-01-01. */
    long today() {
        return today;
    }

    /**
     * Whether the verdict stays what it is until ledger or day change. One for which process or
     * machine were asked does not: nothing tells when a socket stops to listen, or an interface
     * gets an address. That no socket listens does last: one that begins to changes the ledger's
     * generation. Nor does a verdict last that hangs on the caller: the next one may be another.
     */
    boolean areLasting() {
        return !askedHost && !askedCaller && NameLedger.isSettled(generation);
    }

    @Override
    public Collection<String> tools() {
        return tools;
    }

    /** The stack is walked once, whatever the number of rules and patterns. */
    @Override
    public boolean calledBy(CallerPattern pattern) {
        if (!askedCaller) {
            askedCaller = true;
            caller = callers.library();
        }
        return caller == null
                ? pattern.matches(null, null)
                : pattern.matches(caller.jar(), caller.coordinates());
    }

    @Override
    public boolean isOwnAddress(Address address) {
        askedHost = true;
        return host.isOwnAddress(address);
    }

    @Override
    public boolean listensOn(Address address, int port) {
        boolean listens = host.listensOn(address, port);
        askedHost |= listens;
        return listens;
    }

    @Override
    public boolean isOwnName(String canonicalName) {
        askedHost = true;
        return host.isOwnName(canonicalName);
    }
}
