package dev.sallyport.cli.history;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.HttpRequest;
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
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What was attempted once, judged again by another policy: with the names that were proved then,
 * the tool calls and the caller of then. What was the machine's own then, the event's reason says.
 */
public final class Replay implements Names, OwnHost, Provenance {
    /** As in {@code sni evil.example; opened for api.example}. */
    private static final String OPENED_FOR = "; opened for ";

    private final Kind kind;

    private Replay(Kind kind) {
        this.kind = kind;
    }

    /**
     * The verdict on one of a kind's addresses.
     *
     * @param address of a connection that has addresses, else {@code null}
     * @param today days since 1970-01-01, in UTC
     * @return {@code null} where it is nothing that a policy decides (the main jar)
     * @throws IllegalArgumentException the event holds what is no address
     */
    public static Verdict verdict(Policy policy, Kind kind, String address, long today) {
        Destination destination = destination(kind, address);
        Replay past = new Replay(kind);
        return destination == null ? null : policy.decide(destination, past, today, past, past);
    }

    /**
     * The verdicts on a kind: one for each of its addresses, or the only one; none where it is
     * nothing that a policy decides.
     *
     * @param today days since 1970-01-01, in UTC
     * @throws IllegalArgumentException the event holds what is no address
     */
    public static List<Verdict> verdicts(Policy policy, Kind kind, long today) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String address : addresses(kind)) {
            Verdict verdict = verdict(policy, kind, address, today);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        return verdicts;
    }

    /** What each verdict is on: the addresses, or {@code null} once where an attempt has none. */
    public static Collection<String> addresses(Kind kind) {
        boolean onNetwork =
                kind.activity() == Activity.CONNECT || kind.activity() == Activity.REQUEST;
        return onNetwork && !kind.addresses().isEmpty()
                ? kind.addresses()
                : Collections.singletonList(null);
    }

    private static Destination destination(Kind kind, String address) {
        Target target = kind.target();
        return switch (kind.activity()) {
            case CONNECT -> {
                Destination opened = opened(target, address);
                String name = spoken(target, "sni ");
                yield name == null ? opened : new Destination.ServerName(opened, name);
            }
            case REQUEST -> {
                String name = spoken(target, "authority ");
                HttpRequest request = target.request();
                yield new Destination.Request(
                        opened(target, address),
                        name == null ? target.name() : name,
                        target.port(),
                        request == null ? null : request.method(),
                        request == null ? null : request.path());
            }
            case LOOKUP -> new Destination.Lookup(target.name());
            case REVERSE_LOOKUP -> new Destination.ReverseLookup(Address.parse(target.address()));
            case UNIX_CONNECT -> new Destination.UnixSocket(target.path());
            case PROCESS -> new Destination.Program(target.path(), target.arguments());
            case NATIVE_LIBRARY -> new Destination.NativeLibrary(target.path(), target.sha256());
            case AGENT -> new Destination.Agent(target.path(), target.sha256());
            case TAMPERING -> new Destination.Tampering(target.path());
            default -> null;
        };
    }

    /** The connection, or where a listed proxy was to connect to: its address nobody here knew. */
    private static Destination opened(Target target, String address) {
        if (address == null) {
            return new Destination.ProxyTarget(openedName(target), target.port());
        }
        Transport over = Transport.ofWire(target.transport());
        return new Destination.Connection(
                Address.parse(address),
                target.port(),
                over == null ? Transport.TCP : over,
                openedName(target));
    }

    private static String openedName(Target target) {
        String compared = target.compared();
        int at = compared == null ? -1 : compared.indexOf(OPENED_FOR);
        return at < 0 ? target.name() : compared.substring(at + OPENED_FOR.length());
    }

    /** What was spoken where it was held against what was opened; null where it was not. */
    private static String spoken(Target target, String kind) {
        String compared = target.compared();
        int end = compared == null ? -1 : compared.indexOf(OPENED_FOR);
        return end > 0 && compared.startsWith(kind) ? compared.substring(kind.length(), end) : null;
    }

    private boolean isProved() {
        return kind.target().name() != null && !"none".equals(kind.target().nameSource());
    }

    @Override
    public boolean proves(String canonicalName, Address address) {
        // What was opened under a name that was not proved has been told of as forged.
        return (isProved() && canonicalName.equals(kind.target().name()))
                || (kind.target().compared() != null
                        && canonicalName.equals(openedName(kind.target())));
    }

    @Override
    public List<String> namesOf(Address address) {
        return isProved() ? List.of(kind.target().name()) : List.of();
    }

    @Override
    public boolean isOwnAddress(Address address) {
        return wasReason(Reason.SELF);
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

    @Override
    public List<String> tools() {
        return kind.calls().names();
    }

    @Override
    public boolean calledBy(CallerPattern pattern) {
        Caller caller = kind.caller();
        Library library = caller == null || caller.handedOver() ? null : caller.library();
        return library == null
                ? pattern.matches(null, null)
                : pattern.matches(library.jar(), library.coordinates());
    }
}
