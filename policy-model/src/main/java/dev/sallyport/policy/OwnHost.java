package dev.sallyport.policy;

/** What the process knows of itself and its machine. Safe for use by many threads. */
public interface OwnHost {

    /** Whether it is an address of one of the machine's interfaces; loopback is. */
    boolean isOwnAddress(Address address);

    /** Whether this process (not just any) listens on a TCP port, 1 to 65535. */
    boolean listensOn(int port);

    /** Whether this canonical name is the machine's own. */
    boolean isOwnName(String canonicalName);
}
