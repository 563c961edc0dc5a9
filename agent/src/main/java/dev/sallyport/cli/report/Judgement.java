package dev.sallyport.cli.report;

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
import dev.sallyport.policy.Transport;
import java.util.Collection;
import java.util.List;

/** What a policy would decide of attempts that were made under another one, or under none. */
final class Judgement {
    private final Policy policy;
    private final long today;

    /**
     * By a policy.
     *
     * @param today days since 1970-01-01
     */
    Judgement(Policy policy, long today) {
        this.policy = policy;
        this.today = today;
    }

    /** Whether it lists the attempt; what no policy can list is none of its matter. */
    boolean lists(Kind kind) {
        Destination destination = destination(kind);
        if (destination == null) {
            return true;
        }
        return policy.decide(destination, new Origin(kind), today, new Proof(kind), new Nobody())
                .allowed();
    }

    private static Destination destination(Kind kind) {
        Target target = kind.target();
        return switch (kind.activity()) {
            case CONNECT -> connection(target);
            case LOOKUP -> new Destination.Lookup(target.name());
            case UNIX_CONNECT -> new Destination.UnixSocket(target.path());
            case PROCESS -> new Destination.Program(target.path(), null);
            case NATIVE_LIBRARY -> new Destination.NativeLibrary(target.path(), target.sha256());
            default -> null;
        };
    }

    private static Destination connection(Target target) {
        Transport transport = Transport.ofWire(String.valueOf(target.transport()));
        Address address = address(target.address());
        return transport == null || address == null
                ? null
                : new Destination.Connection(address, target.port(), transport, target.name());
    }

    private static Address address(String literal) {
        try {
            return literal == null ? null : Address.parse(literal);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private record Origin(Kind kind) implements Provenance {
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

    /** The name that the event has for the address, where a look-up gave it. */
    private record Proof(Kind kind) implements Names {
        @Override
        public boolean proves(String canonicalName, Address address) {
            return canonicalName.equals(kind.target().name())
                    && !"none".equals(kind.target().nameSource());
        }

        @Override
        public List<String> namesOf(Address address) {
            return kind.target().name() == null ? List.of() : List.of(kind.target().name());
        }
    }

    /** It was another process, perhaps on another machine. */
    private static final class Nobody implements OwnHost {
        @Override
        public boolean isOwnAddress(Address address) {
            return address.isLoopback();
        }

        @Override
        public boolean listensOn(Address address, int port) {
            return false;
        }

        @Override
        public boolean isOwnName(String canonicalName) {
            return false;
        }
    }
}
