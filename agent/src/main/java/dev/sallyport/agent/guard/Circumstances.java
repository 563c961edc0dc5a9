package dev.sallyport.agent.guard;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.OwnHost;

/**
 * What a verdict hangs on beside policy and destination: the names in the ledger, the day, and
 * sometimes the process and its machine. Made before the verdict is, so that a change meanwhile
 * shows. For one verdict, in one thread.
 */
final class Circumstances implements OwnHost {
    private final OwnHost host;
    private final long generation;
    private final long today;
    private boolean askedHost;

    Circumstances(OwnHost host, NameLedger ledger, Today today) {
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
     * gets an address.
     */
    boolean areLasting() {
        return !askedHost && NameLedger.isSettled(generation);
    }

    @Override
    public boolean isOwnAddress(Address address) {
        askedHost = true;
        return host.isOwnAddress(address);
    }

    @Override
    public boolean listensOn(Address address, int port) {
        askedHost = true;
        return host.listensOn(address, port);
    }

    @Override
    public boolean isOwnName(String canonicalName) {
        askedHost = true;
        return host.isOwnName(canonicalName);
    }
}
