package dev.sallyport.policy;

/**
 * Looks for the first allow rule in the file that lets a connection go, or else for the nearest.
 */
final class AllowSearch extends RuleSearch {
    private final int port;
    private final Transport transport;
    private final Address address;
    private final RequestLine request;
    private final Provenance provenance;
    private final long today;

    private Rule allowing;
    private Rule nearest;
    private Reason nearestFailure;

    /**
     * @param transport null for a unix socket
     * @param address null for a unix socket, and where a proxy will look the name up
     * @param request null for what is no request
     * @param provenance null where it was judged before
     */
    AllowSearch(
            int port,
            Transport transport,
            Address address,
            RequestLine request,
            Provenance provenance,
            long today) {
        this.port = port;
        this.transport = transport;
        this.address = address;
        this.request = request;
        this.provenance = provenance;
        this.today = today;
    }

    /** The rule that allows; null if none does. */
    Rule allowing() {
        return allowing;
    }

    /** The rule that got furthest without allowing, the first of equals; null if none was met. */
    Rule nearest() {
        return nearest;
    }

    /** Why the nearest rule does not allow. */
    Reason nearestFailure() {
        return nearestFailure;
    }

    @Override
    void visit(Rule[] rules) {
        for (Rule rule : rules) {
            if (allowing != null && rule.index() >= allowing.index()) {
                return;
            }
            if (rule.meets(port, transport)) {
                Reason failure = failure(rule);
                if (failure == null) {
                    allowing = rule;
                    return;
                }
                if (nearest == null || isNearer(rule, failure)) {
                    nearest = rule;
                    nearestFailure = failure;
                }
            }
        }
    }

    private Reason failure(Rule rule) {
        if (rule.hasExpired(today)) {
            return Reason.EXPIRED;
        }
        if (!rule.meetsTools(provenance)) {
            return Reason.TOOL_NOT_ALLOWED;
        }
        if (!rule.meetsCaller(provenance)) {
            return Reason.CALLER_NOT_ALLOWED;
        }
        Reason ofAddress = rule.host() == null ? null : failureOfAddress(rule);
        if (ofAddress != null) {
            return ofAddress;
        }
        return request == null || request.meets(rule) ? null : Reason.REQUEST_NOT_ALLOWED;
    }

    private Reason failureOfAddress(Rule rule) {
        if (rule.addresses() != null) {
            boolean met = address != null && rule.addressesMeet(address);
            return met ? null : Reason.ADDRESS_NOT_ALLOWED;
        }
        if (address == null) {
            return null;
        }
        boolean localhost = rule.host().isLocalhost() && address.isLoopback();
        return address.isSpecial() && !localhost ? Reason.SPECIAL_ADDRESS : null;
    }

    private boolean isNearer(Rule rule, Reason failure) {
        int further = progress(failure) - progress(nearestFailure);
        return further == 0 ? rule.index() < nearest.index() : further > 0;
    }

    /** How far a rule got: expiry is judged first, the request last. */
    private static int progress(Reason failure) {
        if (failure == Reason.EXPIRED) {
            return 0;
        }
        if (failure == Reason.TOOL_NOT_ALLOWED) {
            return 1;
        }
        if (failure == Reason.CALLER_NOT_ALLOWED) {
            return 2;
        }
        return failure == Reason.REQUEST_NOT_ALLOWED ? 4 : 3;
    }
}
