package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The narrowest entry that allows one violation, for somebody who decided that it is fine. */
public final class Permit {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ServerHistory history;
    private final List<Kind> kinds;
    private final Collection<Integer> ports;
    private final long today;

    /** What cannot be allowed, and why. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private Permit(ServerHistory history, List<Kind> kinds, Collection<Integer> ports, long today) {
        this.history = history;
        this.kinds = kinds;
        this.ports = ports;
        this.today = today;
    }

    /** The kinds of a violation; empty where nobody knows it. */
    public static List<Kind> find(ServerHistory history, String violation) {
        return history.kinds().stream()
                .filter(kind -> violation.equals(kind.outcome().violation()))
                .toList();
    }

    /**
     * A policy that allows it.
     *
     * @param kinds of one violation: they differ by tool and caller
     * @param ports for a look-up that no connection followed; empty where nobody gave any
     * @param why for people; {@code null} for nothing
     * @param today days since 1970-01-01, in UTC
     * @throws RefusedException it may not be allowed, or not so
     */
    public static PolicyText allow(
            PolicyText policy,
            ServerHistory history,
            List<Kind> kinds,
            Collection<Integer> ports,
            String why,
            long today)
            throws RefusedException {
        return new Permit(history, kinds, ports, today).allow(policy, why);
    }

    private PolicyText allow(PolicyText policy, String why) throws RefusedException {
        refuseWhatNoRuleAllows();
        PolicyText edited = policy;
        for (Entry entry : entries()) {
            boolean rule = entry.value() instanceof ObjectNode;
            JsonNode value = entry.value();
            if (why != null && rule && entry.list().equals(Entry.ALLOW)) {
                value = ((ObjectNode) value).put("why", why);
                edited = edited.add(entry.list(), value, null);
            } else {
                edited = edited.add(entry.list(), value, why);
            }
        }
        for (Kind kind : kinds) {
            for (String address : Replay.addresses(kind)) {
                Verdict verdict = Replay.verdict(edited.policy(), kind, address, today);
                if (!verdict.allowed()) {
                    throw new RefusedException(
                            "No rule that allow writes would let it go ("
                                    + verdict.reason()
                                    + (verdict.ruleLabel() == null
                                            ? ""
                                            : ", " + verdict.ruleLabel())
                                    + "); edit the policy by hand.");
                }
            }
        }
        return edited;
    }

    private void refuseWhatNoRuleAllows() throws RefusedException {
        Kind kind = kinds.get(0);
        String reason = kind.outcome().reason();
        if (kind.activity() == Activity.TAMPERING) {
            throw new RefusedException(
                    "Tampering with what guards the server is refused whatever a policy says.");
        }
        if (kind.activity() == Activity.MAIN_JAR) {
            throw new RefusedException(
                    "The server itself is another one; see: sallyport accept-update SERVER");
        }
        if (reason.equals(Reason.FORGED_NAME.wire())) {
            throw new RefusedException(
                    "The name was only claimed, no look-up of the JDK's gave that address: a rule"
                            + " for it would let anything go under that name. Where a library"
                            + " resolves by itself, make it ask the JDK.");
        }
        if (reason.equals(Reason.AUTHORITY_MISMATCH.wire())
                || reason.equals(Reason.SNI_MISMATCH.wire())) {
            throw new RefusedException(
                    "The name was spoken on a connection that was opened for another ("
                            + kind.target().compared()
                            + "): a rule for it would let one host's connection carry anybody's"
                            + " requests. Where the site is meant, list it by its own name.");
        }
        if (reason.equals(Reason.REQUEST_NOT_ALLOWED.wire())) {
            throw new RefusedException(
                    "Its host is listed for other requests ("
                            + kind.outcome().rule()
                            + "); add to that rule's methods or paths by hand.");
        }
        if (reason.equals(Reason.QUARANTINED.wire())) {
            throw new RefusedException(
                    "The server is in quarantine, where everything is refused; see: sallyport"
                            + " quarantine SERVER --lift");
        }
        if (reason.equals(Reason.DENIED_BY_RULE.wire())) {
            throw new RefusedException(
                    "A deny rule refuses it ("
                            + kind.outcome().rule()
                            + "), and that always wins; edit the policy by hand.");
        }
        String unnameable = Observed.unnameable(kind);
        if (unnameable != null) {
            throw new RefusedException("No rule can name it: " + unnameable + ".");
        }
    }

    private List<Entry> entries() throws RefusedException {
        Kind kind = kinds.get(0);
        String path = kind.target().path();
        return switch (kind.activity()) {
            case CONNECT, REQUEST -> connections(kinds);
            case LOOKUP -> List.of(lookup());
            case REVERSE_LOOKUP -> List.of(reverse());
            case UNIX_CONNECT -> List.of(unix(path));
            case PROCESS ->
                    List.of(new Entry(Entry.PROCESSES, JSON.textNode(StablePath.ofProgram(path))));
            case NATIVE_LIBRARY ->
                    List.of(new Entry(Entry.LIBRARIES, JSON.textNode(StablePath.ofLibrary(path))));
            case AGENT -> List.of(agent(path, kind.target().sha256()));
            default -> throw new RefusedException("No rule can name it.");
        };
    }

    private List<Entry> connections(List<Kind> kinds) {
        Target target = kinds.get(0).target();
        if (kinds.get(0).addresses().isEmpty() && target.name() != null) {
            return List.of(byProxy(target, Uses.of(kinds)));
        }
        ConnectionRules rules = new ConnectionRules();
        for (Kind kind : kinds) {
            for (String address : kind.addresses()) {
                rules.add(kind, Address.parse(address), history.serverNames(kind));
            }
        }
        return rules.rules();
    }

    /** What a proxy was asked to connect to, by its name. */
    private static Entry byProxy(Target target, Uses uses) {
        Collection<String> tools = uses.isForToolsAlone() ? uses.tools() : List.of();
        return ConnectionRules.rule(
                "host", target.name(), "tcp", List.of(target.port()), List.of(), tools);
    }

    /** A look-up needs a rule that could match the name, and that needs ports. */
    private Entry lookup() throws RefusedException {
        String name = kinds.get(0).target().name();
        SortedSet<Integer> known = new TreeSet<>(ports);
        for (Kind kind : history.kinds()) {
            boolean there =
                    kind.activity() == Activity.CONNECT && name.equals(kind.target().name());
            if (ports.isEmpty() && there && kind.target().port() > 0) {
                known.add(kind.target().port());
            }
        }
        if (known.isEmpty()) {
            throw new RefusedException(
                    "It was refused as it was looked up, so nobody saw at which port it would have"
                            + " been reached; name it, as --ports 443");
        }
        Uses uses = Uses.of(kinds);
        Collection<String> tools = uses.isForToolsAlone() ? uses.tools() : List.of();
        return ConnectionRules.rule("host", name, "tcp", known, List.of(), tools);
    }

    private Entry reverse() throws RefusedException {
        if (ports.isEmpty()) {
            throw new RefusedException(
                    "To look an address up backwards needs a rule that opens it; name the ports,"
                            + " as --ports 443");
        }
        String address = kinds.get(0).target().address();
        return ConnectionRules.rule("cidr", address, "tcp", ports, List.of(), List.of());
    }

    private static Entry unix(String path) throws RefusedException {
        if (!path.startsWith("/")) {
            throw new RefusedException("A socket without a path cannot be listed.");
        }
        return new Entry(Entry.ALLOW, JSON.objectNode().put("unix", path));
    }

    private static Entry agent(String path, String sha256) {
        JsonNode value =
                sha256 == null
                        ? JSON.textNode(path)
                        : JSON.objectNode().put("path", path).put("sha256", sha256);
        return new Entry(Entry.AGENTS, value);
    }
}
