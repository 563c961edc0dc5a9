package dev.sallyport.policy;

import java.util.List;

/**
 * One entry of a policy's {@code allow} or {@code deny}. Exactly one of host, range and unix path
 * is there.
 */
public final class Rule {
    /** What {@link #expires} gives for a rule that does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    private final boolean allows;
    private final int index;
    private final String id;
    private final String label;
    private final HostPattern host;
    private final AddressRange range;
    private final String unixPath;
    private final Ports ports;
    private final Transport transport;
    private final List<AddressRange> addresses;
    private final List<String> tools;
    private final List<CallerPattern> callers;
    private final List<String> methods;
    private final List<RequestPattern> paths;
    private final long expires;
    private final String why;
    private final boolean quiet;
    private final OnViolation onViolation;

    Rule(RuleDraft draft) {
        allows = draft.allows;
        index = draft.index;
        id = draft.id;
        label = id != null ? "rule:" + id : "rule:" + (allows ? "allow[" : "deny[") + index + "]";
        host = draft.host;
        range = draft.range;
        unixPath = draft.unixPath;
        ports = draft.ports;
        boolean tcpUnlessSaid = allows && unixPath == null && draft.transport == null;
        transport = tcpUnlessSaid ? Transport.TCP : draft.transport;
        addresses = draft.addresses == null ? null : List.copyOf(draft.addresses);
        tools = List.copyOf(draft.tools);
        callers = List.copyOf(draft.callers);
        methods = List.copyOf(draft.methods);
        paths = List.copyOf(draft.paths);
        expires = draft.expires;
        why = draft.why;
        quiet = draft.quiet;
        onViolation = draft.onViolation;
    }

    /** Whether this is an allow rule. */
    public boolean allows() {
        return allows;
    }

    /** The place in its list, from 0. */
    public int index() {
        return index;
    }

    /** The id that the policy gives it; null if none. */
    public String id() {
        return id;
    }

    /** How reasons name it: {@code rule:<id>}, without an id {@code rule:allow[3]}. */
    public String label() {
        return label;
    }

    /** Null for a rule of another kind. */
    public HostPattern host() {
        return host;
    }

    /** Null for a rule of another kind. */
    public AddressRange range() {
        return range;
    }

    /** Null for a rule of another kind. */
    public String unixPath() {
        return unixPath;
    }

    /** Null for all ports (deny rules) and for unix rules. */
    public Ports ports() {
        return ports;
    }

    /** Null for every transport (deny rules) and for unix rules. */
    public Transport transport() {
        return transport;
    }

    /** Where the host of an allow rule may lie; null for every address that is not special. */
    public List<AddressRange> addresses() {
        return addresses;
    }

    /** The tool calls that it is narrowed to; empty for none. */
    public List<String> tools() {
        return tools;
    }

    /** The libraries whose attempts it is narrowed to; empty for none. */
    public List<CallerPattern> callers() {
        return callers;
    }

    /** The HTTP methods that it is narrowed to, as on the wire; empty for none. */
    public List<String> methods() {
        return methods;
    }

    /** The paths of HTTP requests that it is narrowed to; empty for none. */
    public List<RequestPattern> paths() {
        return paths;
    }

    /** The last day, in UTC, on which it counts, as days since 1970-01-01; {@link #NEVER}. */
    public long expires() {
        return expires;
    }

    /** What the policy's author noted; null if nothing. */
    public String why() {
        return why;
    }

    /** Whether what this deny rule denies stays off the list of violations. */
    public boolean quiet() {
        return quiet;
    }

    /** What this deny rule itself says; null if it leaves that to the policy. */
    public OnViolation onViolation() {
        return onViolation;
    }

    boolean hasExpired(long todayEpochDay) {
        return todayEpochDay > expires;
    }

    boolean meets(int port, Transport over) {
        return (transport == null || transport == over) && (ports == null || ports.contains(port));
    }

    /**
     * Whether an attempt is meant because of the tool calls that it may belong to.
     *
     * @param attempt null where that was judged before
     */
    boolean meetsTools(Provenance attempt) {
        if (tools.isEmpty() || attempt == null) {
            return true;
        }
        for (int i = 0; i < tools.size(); i++) {
            if (attempt.tools().contains(tools.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an attempt is meant because of who makes it; asks for that only if it counts.
     *
     * @param attempt null where that was judged before
     */
    boolean meetsCaller(Provenance attempt) {
        if (callers.isEmpty() || attempt == null) {
            return true;
        }
        for (int i = 0; i < callers.size(); i++) {
            if (attempt.calledBy(callers.get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean addressesMeet(Address address) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).meets(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return label;
    }
}
