package dev.sallyport.agent.guard;

import dev.sallyport.policy.Address;

/**
 * What tells the names apart that handshakes have proved.
 *
 * @param name canonical
 * @param port 1 to 65535
 */
record ServerNameKey(String name, Address address, int port) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ServerNameKey that
                && port == that.port
                && name.equals(that.name)
                && address.equals(that.address);
    }

    /** By hand: a record's own is a method handle's, which has to be made. */
    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + address.hashCode()) * 31 + port;
    }
}
