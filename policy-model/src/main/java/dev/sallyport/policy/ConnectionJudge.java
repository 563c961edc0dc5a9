package dev.sallyport.policy;

import java.util.List;

/** Decides connections, and unix sockets, which are connections without a name or a port. */
final class ConnectionJudge {
    private static final Verdict SELF = Verdict.allow(Reason.SELF);

    private final RuleIndex allow;
    private final RuleIndex deny;
    private final Outcomes outcomes;
    private final boolean learning;

    ConnectionJudge(RuleIndex allow, RuleIndex deny, Outcomes outcomes, boolean learning) {
        this.allow = allow;
        this.deny = deny;
        this.outcomes = outcomes;
        this.learning = learning;
    }

    Verdict judge(
            Destination.Connection connection,
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
        AllowSearch search =
                new AllowSearch(
                        connection.port(), connection.transport(), address, provenance, today);
        findByName(allow, name, address, names, search);
        allow.byAddress(address, search);
        if (search.allowing() != null) {
            return outcomes.allowed(search.allowing());
        }
        return isSelf(connection, self) ? SELF : outcomes.notAllowed(search);
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
        AllowSearch search = new AllowSearch(0, null, null, provenance, today);
        allow.byPath(socket.path(), search);
        return search.allowing() != null
                ? outcomes.allowed(search.allowing())
                : outcomes.notAllowed(search);
    }

    /** The address's own literal is what the JDK writes where there is no name. */
    private static boolean isClaim(String named, Address address) {
        return named != null && !named.isEmpty() && !address.equals(AddressLiteral.parse(named));
    }

    private static boolean isProved(String name, Address address, Names names) {
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
        return connection.transport() == Transport.TCP
                && self.listensOn(connection.address(), connection.port())
                && self.isOwnAddress(connection.address());
    }
}
