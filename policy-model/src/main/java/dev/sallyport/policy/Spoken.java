package dev.sallyport.policy;

/**
 * The host and port that a request or a TLS handshake speaks of, and what it is called if they are
 * somebody else's.
 */
final class Spoken {
    /** Canonical; null where it is an address, or no host at all. */
    final String name;

    /** Null where it is a name. */
    final Address address;

    final Reason mismatch;
    private final boolean nothing;
    private final int port;

    private Spoken(String host, int port, Reason mismatch) {
        nothing = host == null || host.isEmpty();
        address = nothing ? null : AddressLiteral.ofHost(host);
        name = nothing || address != null ? null : HostName.canonicalOrNull(host);
        this.port = port;
        this.mismatch = mismatch;
    }

    static Spoken of(Destination.Request request) {
        return new Spoken(request.host(), request.port(), Reason.AUTHORITY_MISMATCH);
    }

    static Spoken of(Destination.ServerName serverName) {
        return new Spoken(serverName.name(), 0, Reason.SNI_MISMATCH);
    }

    /**
     * Whether a request says the very text that its connection was opened for, as nearly all do:
     * then it is judged as the connection is, whatever the text comes to.
     */
    static boolean isRepeated(Destination.Request request, Destination.Connection opened) {
        return request.host() != null
                && request.host().equals(opened.named())
                && (request.port() <= 0 || request.port() == opened.port())
                && ConnectionJudge.isClaim(opened.named(), opened.address());
    }

    /** Whether no host is spoken of, which means the one that was opened. */
    boolean isNothing() {
        return nothing;
    }

    /** Whether it is a name or an address, and not just text. */
    boolean isHost() {
        return name != null || address != null;
    }

    /** Whether a port is spoken of, and it is another one. */
    boolean isOtherPort(int opened) {
        return port > 0 && port != opened;
    }

    /** Whether this is the host that was opened, by name or by address. */
    boolean isOpened(Destination.Connection opened) {
        return !isOtherPort(opened.port())
                && (opened.address().equals(address)
                        || (name != null && name.equals(claimOf(opened))));
    }

    /** Whether this is the name that a proxy was asked to connect to. */
    boolean isOpened(Destination.ProxyTarget opened) {
        return !isOtherPort(opened.port())
                && name != null
                && name.equals(HostName.canonicalOrNull(opened.host()));
    }

    /** The canonical name that a connection claims; null for none. */
    static String claimOf(Destination.Connection opened) {
        boolean claims = ConnectionJudge.isClaim(opened.named(), opened.address());
        return claims ? HostName.canonicalOrNull(opened.named()) : null;
    }
}
