package dev.sallyport.policy;

import java.util.List;

/**
 * Decides connections, and unix sockets, which are connections without a name or a port. What a
 * request or a proxy's target comes to is a connection by another name, and is decided here too.
 */
final class ConnectionJudge {
    private static final Verdict SELF = Verdict.allow(Reason.SELF);
    private static final Verdict PROXY = Verdict.allow(Reason.PROXIES);

    private final RuleIndex allow;
    private final RuleIndex deny;
    private final Proxies proxies;
    private final Outcomes outcomes;
    private final boolean learning;

    ConnectionJudge(
            RuleIndex allow, RuleIndex deny, Proxies proxies, Outcomes outcomes, boolean learning) {
        this.allow = allow;
        this.deny = deny;
        this.proxies = proxies;
        this.outcomes = outcomes;
        this.learning = learning;
    }

    /**
     * Decides a connection.
     *
     * @param request what is asked for on it; null while it is being opened
     * @param provenance null where it was judged before
     * @param self null behind a proxy, where nothing is this process
     */
    Verdict judge(
            Destination.Connection connection,
            RequestLine request,
            Provenance provenance,
            long today,
            Names names,
            OwnHost self) {
        Address address = connection.address();
        boolean claimed = isClaim(connection.named(), address);
        String name = claimed ? HostName.canonicalOrNull(connection.named()) : null;
        boolean forged = claimed && (name == null || !isProved(name, address, names));

        Rule denying = denying(connection, name, forged, provenance, today, names);
        if (forged) {
            return outcomes.forgedName(denying);
        }
        if (denying != null) {
            return outcomes.denied(denying);
        }
        if (learning) {
            // A port of its own is another one in each run; a baseline must not take it for a rule.
            return address.isSpecial() && isSelf(connection, self) ? SELF : Outcomes.LEARN;
        }
        if (connection.transport() == Transport.TCP
                && proxies.opens(name, address, connection.port(), names)) {
            return PROXY;
        }
        AllowSearch search = search(connection, request, provenance, today);
        findByName(allow, name, address, names, search);
        allow.byAddress(address, search);
        if (search.allowing() != null) {
            return outcomes.allowed(search.allowing());
        }
        if (isSelf(connection, self)) {
            return SELF;
        }
        Reason ofProxy =
                search.nearest() == null && connection.transport() == Transport.TCP
                        ? proxies.lacking(name, connection.port())
                        : null;
        return ofProxy == null
                ? outcomes.notAllowed(search)
                : Verdict.deny(ofProxy, outcomes.onViolation());
    }

    /**
     * What lets a connection go whatever name is spoken on it: a rule for its address or for {@code
     * localhost}, a proxy given by address, or that it goes to a port of this process itself.
     *
     * @return null if nothing does, or if only its methods or paths are not met, a denial
     */
    Verdict byAddressAlone(
            Destination.Connection connection,
            RequestLine request,
            Provenance provenance,
            long today,
            OwnHost self) {
        Address address = connection.address();
        if (isSelf(connection, self)) {
            return SELF;
        }
        if (learning) {
            return address.isLoopback() ? Outcomes.LEARN : null;
        }
        if (connection.transport() == Transport.TCP
                && proxies.areGivenBy(address, connection.port())) {
            return PROXY;
        }
        AllowSearch search = search(connection, request, provenance, today);
        String claim = Spoken.claimOf(connection);
        if (address.isLoopback() && (claim == null || claim.equals(HostName.LOCALHOST))) {
            allow.byName(HostName.LOCALHOST, search);
        }
        allow.byAddress(address, search);
        if (search.allowing() != null) {
            return outcomes.allowed(search.allowing());
        }
        boolean otherRequest = search.nearestFailure() == Reason.REQUEST_NOT_ALLOWED;
        return otherRequest ? outcomes.notAllowed(search) : null;
    }

    /** Decides what a proxy is asked to connect to, by a name that nobody here has looked up. */
    Verdict judgeByProxy(
            String name, int port, RequestLine request, Provenance provenance, long today) {
        Rule denying = denying(name, null, port, provenance, today);
        if (denying != null) {
            return outcomes.denied(denying);
        }
        if (learning) {
            return Outcomes.LEARN;
        }
        AllowSearch search = new AllowSearch(port, Transport.TCP, null, request, provenance, today);
        allow.byName(name, search);
        return search.allowing() != null
                ? outcomes.allowed(search.allowing())
                : outcomes.notAllowed(search);
    }

    /**
     * The deny rule that means a name or an address which is spoken of, over TCP.
     *
     * @param name canonical; null for none
     * @param address null for none
     * @return null if there is none
     */
    Rule denying(String name, Address address, int port, Provenance provenance, long today) {
        if (deny.isEmpty()) {
            return null;
        }
        DenySearch search =
                DenySearch.ofConnection(
                        port, Transport.TCP, provenance, today, outcomes.onViolation());
        if (name != null) {
            deny.byName(name, search);
        }
        if (address != null) {
            deny.byAddress(address, search);
        }
        return search.found();
    }

    private static AllowSearch search(
            Destination.Connection connection,
            RequestLine request,
            Provenance provenance,
            long today) {
        return new AllowSearch(
                connection.port(),
                connection.transport(),
                connection.address(),
                request,
                provenance,
                today);
    }

    Verdict judge(Destination.UnixSocket socket, Provenance provenance, long today) {
        DenySearch denySearch = DenySearch.ofUnixSocket(provenance, today, outcomes.onViolation());
        deny.byPath(socket.path(), denySearch);
        if (denySearch.found() != null) {
            return outcomes.denied(denySearch.found());
        }
        if (learning) {
            return Outcomes.LEARN;
        }
        AllowSearch search = new AllowSearch(0, null, null, null, provenance, today);
        allow.byPath(socket.path(), search);
        return search.allowing() != null
                ? outcomes.allowed(search.allowing())
                : outcomes.notAllowed(search);
    }

    /** The address's own literal is what the JDK writes where there is no name. */
    static boolean isClaim(String named, Address address) {
        return named != null && !named.isEmpty() && !address.equals(AddressLiteral.parse(named));
    }

    static boolean isProved(String name, Address address, Names names) {
        return name.equals(HostName.LOCALHOST) ? address.isLoopback() : names.proves(name, address);
    }

    private Rule denying(
            Destination.Connection connection,
            String name,
            boolean forged,
            Provenance provenance,
            long today,
            Names names) {
        if (deny.isEmpty()) {
            return null;
        }
        Address address = connection.address();
        DenySearch search =
                DenySearch.ofConnection(
                        connection.port(),
                        connection.transport(),
                        provenance,
                        today,
                        outcomes.onViolation());
        findByName(deny, name, address, names, search);
        if (forged && name != null) {
            findByName(deny, null, address, names, search);
        }
        if ((forged || name == null) && isLoopbackInside(address)) {
            // No localhost that could be allowed, but a denial meets every IPv4 inside IPv6.
            deny.byName(HostName.LOCALHOST, search);
        }
        deny.byAddress(address, search);
        return search.found();
    }

    /**
     * By the claimed name, or, where none is claimed, by every name that the address could have.
     */
    private static void findByName(
            RuleIndex index, String claimed, Address address, Names names, RuleSearch search) {
        if (claimed != null) {
            index.byName(claimed, search);
            return;
        }
        List<String> known = names.namesOf(address);
        for (int i = 0; i < known.size(); i++) {
            String name = known.get(i);
            // localhost is loopback and nothing else, whatever a look-up of it may have given.
            if (!name.equals(HostName.LOCALHOST)) {
                index.byName(name, search);
            }
        }
        if (address.isLoopback()) {
            index.byName(HostName.LOCALHOST, search);
        }
    }

    private static boolean isLoopbackInside(Address address) {
        Address inner = address.embedded();
        return inner != null && inner.isLoopback();
    }

    private static boolean isSelf(Destination.Connection connection, OwnHost self) {
        return self != null
                && connection.transport() == Transport.TCP
                && self.listensOn(connection.address(), connection.port())
                && self.isOwnAddress(connection.address());
    }
}
