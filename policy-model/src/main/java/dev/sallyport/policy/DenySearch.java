package dev.sallyport.policy;

/**
 * Looks for the deny rule that applies. Where several do, the strictest names what happens, then
 * one that is not quiet, then the first in the file: a mild rule must not soften another one.
 */
final class DenySearch extends RuleSearch {
    private final boolean lookup;
    private final int port;
    private final Transport transport;
    private final Provenance provenance;
    private final long today;
    private final OnViolation otherwise;

    private Rule found;

    private DenySearch(
            boolean lookup,
            int port,
            Transport transport,
            Provenance provenance,
            long today,
            OnViolation otherwise) {
        this.lookup = lookup;
        this.port = port;
        this.transport = transport;
        this.provenance = provenance;
        this.today = today;
        this.otherwise = otherwise;
    }

    /**
     * For a connection.
     *
     * @param provenance null where it was judged before; then only rules that hang on none count
     * @param otherwise what happens where a rule does not say
     */
    static DenySearch ofConnection(
            int port,
            Transport transport,
            Provenance provenance,
            long today,
            OnViolation otherwise) {
        return new DenySearch(false, port, transport, provenance, today, otherwise);
    }

    /** For a unix socket, which has neither port nor transport. */
    static DenySearch ofUnixSocket(Provenance provenance, long today, OnViolation otherwise) {
        return new DenySearch(false, 0, null, provenance, today, otherwise);
    }

    /**
     * For a look-up in either direction. A rule for some ports, tools or callers leaves the name or
     * address reachable otherwise, so that the look-up must stay possible.
     */
    static DenySearch ofLookup(long today, OnViolation otherwise) {
        return new DenySearch(true, 0, null, null, today, otherwise);
    }

    /** The rule that denies; null if none does. */
    Rule found() {
        return found;
    }

    @Override
    void visit(Rule[] rules) {
        for (Rule rule : rules) {
            if (applies(rule) && (found == null || comesBefore(rule, found))) {
                found = rule;
            }
        }
    }

    private boolean applies(Rule rule) {
        if (rule.hasExpired(today)) {
            return false;
        }
        boolean met = lookup ? rule.ports() == null : rule.meets(port, transport);
        if (provenance == null) {
            return met && rule.tools().isEmpty() && rule.callers().isEmpty();
        }
        return met && rule.meetsTools(provenance) && rule.meetsCaller(provenance);
    }

    private boolean comesBefore(Rule rule, Rule other) {
        int stricter = onViolation(rule).compareTo(onViolation(other));
        if (stricter != 0) {
            return stricter > 0;
        }
        return rule.quiet() == other.quiet() ? rule.index() < other.index() : other.quiet();
    }

    private OnViolation onViolation(Rule rule) {
        return rule.onViolation() == null ? otherwise : rule.onViolation();
    }
}
