package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Greeting;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Stream;
import dev.sallyport.agent.wire.Conversation;
import dev.sallyport.agent.wire.Listener;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Collection;
import java.util.Collections;

/** Hands out who listens to a connection, and decides for them. */
final class Streams {
    private final Policy policy;
    private final NameLedger ledger;
    private final OwnHost host;
    private final Today today;
    private final Ground ground;
    private final Callers callers;
    private final Register register;
    private final Doors doors;
    private volatile boolean armed;

    /** Made for the first that has to wait; most servers have none. */
    private volatile Greetings greetings;

    Streams(
            Policy policy,
            NameLedger ledger,
            OwnHost host,
            Today today,
            Ground ground,
            Callers callers,
            Register register,
            Doors doors) {
        this.policy = policy;
        this.ledger = ledger;
        this.host = host;
        this.today = today;
        this.ground = ground;
        this.callers = callers;
        this.register = register;
        this.doors = doors;
    }

    /** Has the JDK's writes hooked, before the first connection is there. */
    void arm() {
        if (armed) {
            return;
        }
        try {
            doors.readStreams();
            Conversation.prepare();
            armed = true;
        } catch (IOException unguarded) {
            // No connection is let go then: to open its stream fails in the same way, and says so.
        }
    }

    /**
     * Listens to a connection that was let go.
     *
     * @throws ConnectException what is said cannot be heard
     */
    Stream open(byte[] address, int port, String claim) throws IOException {
        try {
            doors.readStreams();
        } catch (IOException unguarded) {
            throw new ConnectException(
                    "Sallyport cannot guard what is said on a connection: "
                            + unguarded.getMessage());
        }
        Destination.Connection opened =
                new Destination.Connection(Address.of(address), port, Transport.TCP, claim);
        return new SpokenStream(this, opened, policy.isProxy(opened, ledger));
    }

    /**
     * A name that stands for one which cannot be read: nobody's, or, where some are denied, one of
     * those perhaps.
     */
    String nobody() {
        return policy.deny().isEmpty() ? "unreadable.invalid" : "?";
    }

    /** Whether verdicts can hang on what a request asks for. */
    boolean asksForRequests() {
        return policy.asksForRequests();
    }

    /**
     * A ClientHello is about to leave on a connection that was opened by a bare address. Where no
     * look-up has given a name either, the handshake may prove one.
     *
     * @param name raw
     */
    void greet(Destination.Connection opened, String name, Listener.Hello hello) {
        String canonical =
                ledger.namesOf(opened.address()).isEmpty() ? LookUps.canonical(name) : null;
        if (canonical != null && doors.watchHandshakes()) {
            greetings().add(hello.random(), canonical, opened.address(), opened.port());
        }
    }

    private synchronized Greetings greetings() {
        if (greetings == null) {
            greetings = new Greetings(register);
        }
        return greetings;
    }

    /** As {@code Sentry.greeting}. */
    Greeting greeting(byte[] random) {
        Greetings waiting = greetings;
        return waiting == null ? null : waiting.take(random);
    }

    /** Decides something new that this thread attempts. */
    Verdict decide(Destination.ProxyTarget target) {
        Circumstances now = circumstances(ground.toolCalls().names());
        return policy.decide(target, now, now.today(), ledger, now);
    }

    /** Those in which something is decided that belongs to a connection. */
    Circumstances circumstances() {
        return circumstances(Collections.emptyList());
    }

    private Circumstances circumstances(Collection<String> tools) {
        return new Circumstances(host, ledger, today, tools, callers);
    }

    /** Decides what belongs to a connection, whose call and caller were judged with it. */
    Verdict decideOn(Destination spoken, Circumstances now) {
        return policy.decide(spoken, null, now.today(), ledger, now);
    }

    /** Whether what was decided in these circumstances would be now. */
    boolean hold(Circumstances then) {
        return then.areLasting()
                && then.generation() == ledger.generation()
                && then.today() == today.epochDay();
    }

    /** Puts it on record; the refusal, or {@code null}. */
    String conclude(AttemptKey key) {
        return register.conclude(key, true);
    }
}
