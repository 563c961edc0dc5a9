package dev.sallyport.policy;

/**
 * Decides what a listed proxy is asked to connect to. A name is looked up by the proxy, so that its
 * addresses are not known here: what would be let go for its address is not. An address is judged
 * as a connection to it, unless it means another machine there than here.
 */
final class ProxyJudge {
    private final ConnectionJudge connections;
    private final Outcomes outcomes;
    private final boolean learning;

    ProxyJudge(ConnectionJudge connections, Outcomes outcomes, boolean learning) {
        this.connections = connections;
        this.outcomes = outcomes;
        this.learning = learning;
    }

    /**
     * Decides a target.
     *
     * @param request what is asked of it; null while a tunnel is being opened
     * @param provenance null where it was judged before
     */
    Verdict judge(
            Destination.ProxyTarget target,
            RequestLine request,
            Provenance provenance,
            long today,
            Names names) {
        Destination.Connection connection = ofLiteral(target);
        if (connection != null) {
            Verdict verdict =
                    connections.judge(connection, request, provenance, today, names, null);
            return connection.address().isOfEachMachine() ? notThere(verdict) : verdict;
        }
        String name = HostName.canonicalOrNull(target.host());
        if (name == null) {
            return learning ? Outcomes.LEARN : outcomes.notListed();
        }
        Verdict verdict = connections.judgeByProxy(name, target.port(), request, provenance, today);
        return name.equals(HostName.LOCALHOST) ? notThere(verdict) : verdict;
    }

    /** The connection that a target given by address comes to; null for a name. */
    static Destination.Connection ofLiteral(Destination.ProxyTarget target) {
        Address address = AddressLiteral.ofHost(target.host());
        return address == null
                ? null
                : new Destination.Connection(address, target.port(), Transport.TCP, null);
    }

    /** What a rule lets go to this machine would go to the proxy's. */
    private Verdict notThere(Verdict verdict) {
        return verdict.allowed() && !learning ? outcomes.specialAddress() : verdict;
    }
}
