package dev.sallyport.policy;

import java.util.List;

/**
 * A proxy of the server's network. A connection to it is allowed, and what it is asked to connect
 * to is judged instead.
 *
 * <p>Corporate proxies lie in private networks, and whoever lists one by its name has named that
 * very machine: so unlike a host rule, a listed name may lead to a private address (RFC 1918, RFC
 * 6598, RFC 4193). Loopback (but for {@code localhost}), link-local and every other special address
 * need {@code addresses}, so that a look-up which is answered by somebody else cannot make a proxy
 * of the machine itself or of a cloud's metadata service. The name must be proved as any other.
 */
public final class Proxy {
    private final String host;
    private final AddressRange range;
    private final Ports ports;
    private final List<AddressRange> addresses;
    private final String why;

    /** Exactly one of host and range is there; addresses is null where the policy gives none. */
    Proxy(String host, AddressRange range, Ports ports, List<AddressRange> addresses, String why) {
        this.host = host;
        this.range = range;
        this.ports = ports;
        this.addresses = addresses == null ? null : List.copyOf(addresses);
        this.why = why;
    }

    /** The canonical name; null for a proxy given by address. */
    public String host() {
        return host;
    }

    /** Null for a proxy given by name. */
    public AddressRange range() {
        return range;
    }

    public Ports ports() {
        return ports;
    }

    /** Where the host may lie; null for public addresses and private networks. */
    public List<AddressRange> addresses() {
        return addresses;
    }

    /** What the policy's author noted; null if nothing. */
    public String why() {
        return why;
    }

    /**
     * Whether a connection goes to this proxy.
     *
     * @param claimed the canonical and proved name that the attempt claims; null for none: then
     *     every name that is proved for the address counts
     */
    boolean isAt(String claimed, Address address, int port, Names names) {
        if (!ports.contains(port)) {
            return false;
        }
        if (range != null) {
            return range.meets(address);
        }
        boolean meant = claimed == null ? isProved(address, names) : host.equals(claimed);
        return meant && mayLieAt(address);
    }

    /** Whether it has this canonical name and port, wherever that leads. */
    boolean isNamed(String name, int port) {
        return name.equals(host) && ports.contains(port);
    }

    private boolean isProved(Address address, Names names) {
        return isLocalhost() ? address.isLoopback() : names.proves(host, address);
    }

    private boolean mayLieAt(Address address) {
        if (addresses == null) {
            return !address.isSpecial()
                    || address.isPrivateNetwork()
                    || (isLocalhost() && address.isLoopback());
        }
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).meets(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLocalhost() {
        return HostName.LOCALHOST.equals(host);
    }

    /** As errors and {@code explain} name it. */
    @Override
    public String toString() {
        return (host == null ? range.toString() : host) + ":" + ports;
    }
}
