package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.Names;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Provenance;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a policy allows, decided by the policy itself with what the events have proved. */
final class Allowed implements Known {
    private final Policy policy;
    private final long today;
    private final Set<String> used = new HashSet<>();

    /**
     * @param today as days since 1970-01-01, for rules that expire
     */
    Allowed(Policy policy, long today) {
        this.policy = policy;
        this.today = today;
    }

    @Override
    public Set<Novelty> newIn(Kind kind) {
        Set<Novelty> found = EnumSet.noneOf(Novelty.class);
        for (Destination destination : destinations(kind)) {
            Verdict verdict =
                    policy.decide(
                            destination, new Past(kind), today, new Proved(kind), new Then(kind));
            if (verdict.allowed()) {
                used.add(verdict.reason());
            } else {
                found.add(novelty(kind, verdict));
            }
        }
        return found;
    }

    private static Novelty novelty(Kind kind, Verdict verdict) {
        return switch (kind.activity()) {
            case TAMPERING -> Novelty.TAMPERING;
            case PROCESS -> Novelty.NEW_PROCESS;
            case NATIVE_LIBRARY, AGENT -> Novelty.NEW_LIBRARY;
            default -> {
                if (verdict.reason().equals(Reason.CALLER_NOT_ALLOWED.wire())) {
                    yield Novelty.NEW_CALLER;
                }
                if (verdict.reason().equals(Reason.TOOL_NOT_ALLOWED.wire())) {
                    yield kind.calls().names().isEmpty() ? Novelty.NO_TOOL_CALL : Novelty.NEW_TOOL;
                }
                yield Novelty.NEW_HOST;
            }
        };
    }

    /** One for every address that a name had. */
    private static List<Destination> destinations(Kind kind) {
        Target target = kind.target();
        return switch (kind.activity()) {
            case CONNECT -> connections(kind);
            case UNIX_CONNECT -> List.of(new Destination.UnixSocket(target.path()));
            case LOOKUP -> List.of(new Destination.Lookup(target.name()));
            case REVERSE_LOOKUP ->
                    List.of(new Destination.ReverseLookup(Address.parse(target.address())));
            case PROCESS -> List.of(new Destination.Program(target.path(), target.arguments()));
            case NATIVE_LIBRARY ->
                    List.of(new Destination.NativeLibrary(target.path(), target.sha256()));
            case AGENT -> List.of(new Destination.Agent(target.path(), target.sha256()));
            case TAMPERING -> List.of(new Destination.Tampering(target.path()));
            default -> List.of();
        };
    }

    private static List<Destination> connections(Kind kind) {
        Target target = kind.target();
        Transport transport = Transport.ofWire(target.transport());
        List<Destination> connections = new ArrayList<>();
        for (String address : kind.addresses()) {
            connections.add(
                    new Destination.Connection(
                            Address.parse(address),
                            target.port(),
                            transport == null ? Transport.TCP : transport,
                            target.name()));
        }
        return connections;
    }

    @Override
    public List<String> gone() {
        List<String> gone = new ArrayList<>();
        for (Rule rule : policy.allow()) {
            if (!used.contains(rule.label())) {
                gone.add(rule.label());
            }
        }
        return gone;
    }

    /** The tool calls and the caller as they are on record. */
    private record Past(Kind kind) implements Provenance {
        @Override
        public Collection<String> tools() {
            return kind.calls().names();
        }

        @Override
        public boolean calledBy(CallerPattern pattern) {
            Caller caller = kind.caller();
            Library library = caller == null ? null : caller.library();
            return library == null
                    ? pattern.matches(null, null)
                    : pattern.matches(library.jar(), library.coordinates());
        }
    }

    /** A name that a look-up proved then is proved. */
    private record Proved(Kind kind) implements Names {
        @Override
        public boolean proves(String canonicalName, Address address) {
            return namesOf(address).contains(canonicalName);
        }

        @Override
        public List<String> namesOf(Address address) {
            Target target = kind.target();
            boolean proved = target.name() != null && !"none".equals(target.nameSource());
            return proved ? List.of(target.name()) : List.of();
        }
    }

    /** The machine as it was: what was its own then, the event's reason says. */
    private record Then(Kind kind) implements OwnHost {
        @Override
        public boolean isOwnAddress(Address address) {
            return address.isLoopback() || wasReason(Reason.SELF);
        }

        @Override
        public boolean listensOn(Address address, int port) {
            return wasReason(Reason.SELF);
        }

        @Override
        public boolean isOwnName(String canonicalName) {
            return wasReason(Reason.LOCALHOST);
        }

        private boolean wasReason(Reason reason) {
            return kind.outcome().reason().equals(reason.wire());
        }
    }
}
