package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Pass;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Provenance;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Judges each request of HTTP on a connection that was judged when it was opened, so that one for
 * an allowed host carries nobody else's. What it is told of the connection comes from libraries,
 * and opens nothing: a lie about it gets no further than silence would.
 *
 * <p>An allowed request is not put on record, its connection is.
 */
final class Requests {
    private static final List<String> NO_TOOLS = Collections.emptyList();
    private static final String CONNECT = "CONNECT";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Policy policy;
    private final NameLedger ledger;
    private final Today today;
    private final Ground ground;
    private final OwnHost host;
    private final Callers callers;
    private final Register register;
    private final Doors doors;

    /** Made with the first connection, with which the clients are hooked. */
    private volatile KnownRequests known;

    Requests(
            Policy policy,
            NameLedger ledger,
            Today today,
            Ground ground,
            OwnHost host,
            Callers callers,
            Register register,
            Doors doors) {
        this.policy = policy;
        this.ledger = ledger;
        this.today = today;
        this.ground = ground;
        this.host = host;
        this.callers = callers;
        this.register = register;
        this.doors = doors;
    }

    /** Has the JDK's clients hooked, before the first connection is there. */
    void arm() {
        if (known == null) {
            synchronized (this) {
                if (known == null) {
                    doors.readRequests();
                    known = new KnownRequests();
                }
            }
        }
    }

    /** As {@code Sentry.request}. */
    String judge(
            byte[] address,
            int port,
            String claim,
            String authority,
            int defaultPort,
            String method,
            String path) {
        arm();
        ToolCalls calls = ground.toolCalls();
        List<String> tools = policy.asksForTools() ? calls.names() : NO_TOOLS;
        boolean wanted = policy.asksForRequests() || CONNECT.equals(method);
        KnownRequests.Asked asked =
                new KnownRequests.Asked(
                        address,
                        port,
                        claim,
                        authority,
                        defaultPort,
                        wanted ? method : null,
                        wanted ? path : null,
                        tools);
        if (known.hold(asked, ledger.generation(), today.epochDay())) {
            return null;
        }
        Circumstances now = new Circumstances(host, ledger, today, tools, callers);
        Authority spoken = Authority.of(authority);
        Address to = address == null ? null : Address.of(address);
        Verdict verdict = decide(to, port, claim, spoken, defaultPort, method, path, now);
        if (verdict.allowed()) {
            known.keep(asked, now);
            return null;
        }
        AttemptKey key = key(to, port, claim, spoken, method, path, verdict);
        boolean ofRequest = key.request() != null;
        return register.conclude(key, calls, ofRequest);
    }

    /** As {@code Sentry.pass}. */
    Pass pass(byte[] address, int port, String claim, String authority, int defaultPort) {
        if (known == null || policy.asksForTools() || policy.asksForRequests()) {
            return null;
        }
        Allowed allowed = new Allowed(ledger, today);
        KnownRequests.Asked asked =
                new KnownRequests.Asked(
                        address, port, claim, authority, defaultPort, null, null, NO_TOOLS);
        return known.hold(asked, allowed.generation, allowed.day) ? allowed : null;
    }

    private Verdict decide(
            Address address,
            int port,
            String claim,
            Authority spoken,
            int defaultPort,
            String method,
            String path,
            Circumstances now) {
        if (address == null) {
            return decide(new Destination.ProxyTarget(claim, port), spoken, method, path, now);
        }
        Destination.Connection opened =
                new Destination.Connection(address, port, Transport.TCP, claim);
        if (!policy.isProxy(opened, ledger)) {
            return decide(opened, spoken, method, path, now);
        }
        // A proxy's port says nothing of the target's.
        int first = spoken.port() > 0 ? spoken.port() : defaultPort > 0 ? defaultPort : HTTPS;
        Verdict verdict = decide(opened, spoken.at(first), method, path, now);
        return verdict.allowed() || spoken.port() > 0 || defaultPort > 0
                ? verdict
                : decide(opened, spoken.at(HTTP), method, path, now);
    }

    private Verdict decide(
            Destination opened, Authority spoken, String method, String path, Circumstances now) {
        // A tunnel is no request of its target's yet.
        boolean tunnel =
                CONNECT.equals(method)
                        && path == null
                        && opened instanceof Destination.Connection connection
                        && policy.isProxy(connection, ledger);
        Destination destination =
                tunnel
                        ? new Destination.ProxyTarget(spoken.host(), spoken.port())
                        : new Destination.Request(
                                opened, spoken.host(), spoken.port(), method, path);
        return policy.decide(destination, new Sender(now), now.today(), ledger, now);
    }

    /**
     * What neither the authority nor the request line is to blame for was to be said of the
     * connection, and is on record so.
     */
    private AttemptKey key(
            Address address,
            int port,
            String claim,
            Authority spoken,
            String method,
            String path,
            Verdict verdict) {
        String name = spoken.host().isEmpty() ? shown(claim) : shown(spoken.host());
        int shownPort = spoken.port() > 0 ? spoken.port() : port;
        boolean mismatch = verdict.reason().equals(Reason.AUTHORITY_MISMATCH.wire());
        if (mismatch) {
            String opened = claim == null || claim.isEmpty() ? String.valueOf(address) : claim;
            String compared = "authority " + name + "; opened for " + shown(opened);
            HttpRequest request = Printable.request(method, null);
            return AttemptKey.request(name, address, shownPort, request, compared, verdict);
        }
        if (verdict.reason().equals(Reason.REQUEST_NOT_ALLOWED.wire())) {
            HttpRequest request = Printable.request(method, path);
            return AttemptKey.request(name, address, shownPort, request, null, verdict);
        }
        return address == null
                ? AttemptKey.spoken(name, null, shownPort, null, verdict)
                : AttemptKey.connection(name, address, shownPort, Transport.TCP, verdict);
    }

    private static String shown(String name) {
        return name == null ? null : LookUps.shown(name);
    }

    /** Good for the generation of the ledger and the day that it was made in. */
    private static final class Allowed implements Pass {
        private final NameLedger ledger;
        private final Today today;
        private final long generation;
        private final long day;

        Allowed(NameLedger ledger, Today today) {
            this.ledger = ledger;
            this.today = today;
            this.generation = ledger.generation();
            this.day = today.epochDay();
        }

        @Override
        public boolean holds() {
            return generation == ledger.generation() && day == today.epochDay();
        }
    }

    /**
     * Who sends a request. The thread that does is often one of the client's own, on whose stack
     * nobody stands: which code opened the connection was asked when it was opened.
     */
    private static final class Sender implements Provenance {
        private final Circumstances now;

        Sender(Circumstances now) {
            this.now = now;
        }

        @Override
        public Collection<String> tools() {
            return now.tools();
        }

        @Override
        public boolean calledBy(CallerPattern pattern) {
            return true;
        }
    }
}
