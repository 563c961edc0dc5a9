package dev.sallyport.policy;

/**
 * Decides the name that is spoken on a connection which was judged when it was opened: the
 * authority of a request, the server name of a TLS handshake.
 *
 * <p>A name that is proved for the connection's address is judged as a connection by that name, so
 * that an alias, or a request that shares an HTTP/2 connection, goes where it could have gone by
 * itself. Any other name is that of somebody else's site, and goes only where the address was
 * opened and no name.
 */
final class RequestJudge {
    private final ConnectionJudge connections;
    private final ProxyJudge targets;
    private final Proxies proxies;
    private final Outcomes outcomes;
    private final boolean learning;

    RequestJudge(
            ConnectionJudge connections,
            ProxyJudge targets,
            Proxies proxies,
            Outcomes outcomes,
            boolean learning) {
        this.connections = connections;
        this.targets = targets;
        this.proxies = proxies;
        this.outcomes = outcomes;
        this.learning = learning;
    }

    /**
     * Decides a request.
     *
     * @param provenance null where only the connection's was known, which was judged
     */
    Verdict judge(
            Destination.Request request,
            Provenance provenance,
            long today,
            Names names,
            OwnHost self) {
        RequestLine line = new RequestLine(request.method(), request.path());
        if (request.opened() instanceof Destination.Connection opened) {
            boolean toProxy = proxies.listenAt(opened, names);
            if (!toProxy && Spoken.isRepeated(request, opened)) {
                return connections.judge(opened, line, provenance, today, names, self);
            }
            Spoken spoken = Spoken.of(request);
            if (toProxy && !spoken.isOpened(opened)) {
                return toProxy(request, line, provenance, today, names);
            }
            return on(opened, spoken, line, provenance, today, names, self);
        }
        Spoken spoken = Spoken.of(request);
        if (request.opened() instanceof Destination.ProxyTarget target) {
            return inTunnel(target, spoken, line, provenance, today, names);
        }
        if (request.opened() instanceof Destination.UnixSocket socket) {
            return connections.judge(socket, provenance, today);
        }
        return outcomes.mismatch(spoken.mismatch, null);
    }

    /** Decides the server name of a TLS handshake; provenance as with a request. */
    Verdict judge(
            Destination.ServerName serverName,
            Provenance provenance,
            long today,
            Names names,
            OwnHost self) {
        Spoken spoken = Spoken.of(serverName);
        if (serverName.opened() instanceof Destination.Connection opened) {
            return on(opened, spoken, null, provenance, today, names, self);
        }
        if (serverName.opened() instanceof Destination.ProxyTarget target) {
            return inTunnel(target, spoken, null, provenance, today, names);
        }
        return outcomes.mismatch(spoken.mismatch, null);
    }

    /** What a proxy is asked for without a tunnel goes to its authority. */
    private Verdict toProxy(
            Destination.Request request,
            RequestLine line,
            Provenance provenance,
            long today,
            Names names) {
        String host = request.host() == null ? "" : request.host();
        return targets.judge(
                new Destination.ProxyTarget(host, request.port()), line, provenance, today, names);
    }

    private Verdict inTunnel(
            Destination.ProxyTarget target,
            Spoken spoken,
            RequestLine line,
            Provenance provenance,
            long today,
            Names names) {
        Destination.Connection literal = ProxyJudge.ofLiteral(target);
        if (literal != null && !literal.address().isOfEachMachine()) {
            return on(literal, spoken, line, provenance, today, names, null);
        }
        Verdict asOpened = targets.judge(target, line, provenance, today, names);
        if (spoken.isNothing() || spoken.isOpened(target) || isDeniedAlready(asOpened)) {
            return asOpened;
        }
        Rule denying =
                connections.denying(spoken.name, spoken.address, target.port(), provenance, today);
        boolean handshake = line == null;
        if (handshake || spoken.name == null || spoken.isOtherPort(target.port())) {
            return outcomes.mismatch(spoken.mismatch, denying);
        }
        Destination.ProxyTarget other = new Destination.ProxyTarget(spoken.name, target.port());
        return orMismatch(targets.judge(other, line, provenance, today, names), spoken, denying);
    }

    private Verdict on(
            Destination.Connection opened,
            Spoken spoken,
            RequestLine line,
            Provenance provenance,
            long today,
            Names names,
            OwnHost self) {
        Verdict asOpened = connections.judge(opened, line, provenance, today, names, self);
        if (spoken.isNothing() || spoken.isOpened(opened) || isDeniedAlready(asOpened)) {
            return asOpened;
        }
        Verdict byName =
                spoken.isOtherPort(opened.port())
                        ? null
                        : byProvedName(opened, spoken.name, line, provenance, today, names, self);
        if (byName != null && byName.allowed()) {
            return byName;
        }
        Rule denying =
                connections.denying(spoken.name, spoken.address, opened.port(), provenance, today);
        if (denying == null && spoken.isHost()) {
            Verdict anyName = connections.byAddressAlone(opened, line, provenance, today, self);
            if (anyName != null) {
                return anyName;
            }
            if (learning
                    && Spoken.claimOf(opened) == null
                    && names.namesOf(opened.address()).isEmpty()) {
                return asOpened;
            }
        }
        return byName == null
                ? outcomes.mismatch(spoken.mismatch, denying)
                : orMismatch(byName, spoken, denying);
    }

    /**
     * The verdict on a connection by another name to the same place; null if it leads elsewhere.
     */
    private Verdict byProvedName(
            Destination.Connection opened,
            String name,
            RequestLine line,
            Provenance provenance,
            long today,
            Names names,
            OwnHost self) {
        if (name == null || !ConnectionJudge.isProved(name, opened.address(), names)) {
            return null;
        }
        Destination.Connection other =
                new Destination.Connection(
                        opened.address(), opened.port(), opened.transport(), name);
        return connections.judge(other, line, provenance, today, names, self);
    }

    /** Whether the connection itself was a lie, or what a deny rule means. */
    private static boolean isDeniedAlready(Verdict asOpened) {
        boolean byRule = asOpened.rule() != null && !asOpened.rule().allows();
        return !asOpened.allowed()
                && (byRule || asOpened.reason().equals(Reason.FORGED_NAME.wire()));
    }

    /**
     * A name that some rule speaks of has that rule's reason; one that none does is a stranger's.
     */
    private Verdict orMismatch(Verdict verdict, Spoken spoken, Rule denying) {
        boolean stranger = !verdict.allowed() && verdict.rule() == null;
        return stranger ? outcomes.mismatch(spoken.mismatch, denying) : verdict;
    }
}
