package dev.sallyport.policy;

/** What the process knows of itself and its machine. Safe for use by many threads. */
public interface OwnHost {

    /** Whether it is an address of one of the machine's interfaces; loopback is. */
    boolean isOwnAddress(Address address);

    /**
     * Whether this process (not just any) listens there over TCP: on this own address, or on all of
     * them. Another process may listen on the same port of another own address.
     *
     * @param port 1 to 65535
     */
    boolean listensOn(Address address, int port);

    /** Whether this canonical name is the machine's own. */
    boolean isOwnName(String canonicalName);
}
