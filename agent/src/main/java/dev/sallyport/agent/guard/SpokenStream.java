package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Stream;
import dev.sallyport.agent.wire.Conversation;
import dev.sallyport.agent.wire.Listener;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.Verdict;

/** One connection: what is said on it, held against what it was opened for. */
final class SpokenStream implements Stream, Listener {
    /** What no proxy can be asked for. */
    private static final String NO_HOST = "?";

    private static final int HTTP_PORT = 80;

    private final Streams streams;
    private final Destination.Connection connection;
    private final boolean proxy;
    private final Conversation conversation;

    /** What a proxy was asked to connect to; {@code null} before it was. */
    private Destination.ProxyTarget target;

    /** What was last asked of it without a tunnel. */
    private Destination.ProxyTarget asked;

    /** The authority that was last allowed here: most requests have the same. */
    private String allowedHost;

    private int allowedPort;

    /** In which a request was last decided; {@code null} where none had to be. */
    private Circumstances decided;

    /** Whether the last request was allowed, and not just let go and put on record. */
    private boolean allowed;

    SpokenStream(Streams streams, Destination.Connection connection, boolean proxy) {
        this.streams = streams;
        this.connection = connection;
        this.proxy = proxy;
        this.conversation = new Conversation(this, proxy);
    }

    @Override
    public long unread() {
        return conversation.unread();
    }

    @Override
    public String offer(byte[] bytes) {
        return conversation.offer(bytes);
    }

    @Override
    public void left(long count) {
        conversation.left(count);
    }

    @Override
    public String target(String host, int port) {
        Destination.ProxyTarget wanted = new Destination.ProxyTarget(host, port);
        String refusal = judge(wanted, null);
        if (refusal == null) {
            target = wanted;
            allowedHost = null;
        }
        return refusal;
    }

    @Override
    public String serverName(String name, Hello hello) {
        if (isOpened(name)) {
            return null;
        }
        Verdict verdict = decide(new Destination.ServerName(opened(), name));
        String refusal =
                verdict.allowed() ? null : refused(name, "sni " + Printable.text(name), verdict);
        if (refusal == null && target == null && !proxy && openedName() == null) {
            streams.greet(connection, name, hello);
        }
        return refusal;
    }

    @Override
    public String request(String host, int port, String method, String path) {
        if (port == allowedPort
                && host != null
                && host.equals(allowedHost)
                && !streams.asksForRequests()) {
            allowed = true;
            return null;
        }
        boolean plain = proxy && target == null;
        if (plain && host != null) {
            Destination.ProxyTarget wanted =
                    new Destination.ProxyTarget(host, port < 0 ? HTTP_PORT : port);
            String refusal = wanted.equals(asked) ? null : judge(wanted, null);
            if (refusal != null) {
                return refusal;
            }
            asked = wanted;
        }
        boolean same =
                plain
                        ? host == null
                        : host == null
                                || (isOpened(host) && (port < 0 || port == connection.port()));
        if (same && !streams.asksForRequests()) {
            allowed = true;
            return null;
        }
        Destination on = plain && host != null ? asked : opened();
        int at = port < 0 && !plain ? port(on) : port < 0 ? HTTP_PORT : port;
        decided = streams.circumstances();
        Verdict verdict =
                streams.decideOn(new Destination.Request(on, host, at, method, path), decided);
        allowed = verdict.allowed();
        if (allowed) {
            allowedHost = host;
            allowedPort = port;
            return null;
        }
        return refusedRequest(host, at, Printable.request(method, path), verdict);
    }

    @Override
    public boolean isSettled() {
        return allowed
                && (!streams.asksForRequests() || (decided != null && streams.hold(decided)));
    }

    @Override
    public String unreadable(What what) {
        return switch (what) {
            case HELLO ->
                    refused(
                            null,
                            "a ClientHello that cannot be read",
                            decide(new Destination.ServerName(opened(), streams.nobody())));
            case REQUEST ->
                    refused(
                            null,
                            "an HTTP request that cannot be read",
                            decide(
                                    new Destination.Request(
                                            opened(),
                                            streams.nobody(),
                                            port(opened()),
                                            null,
                                            null)));
            case PROXY ->
                    judge(
                            new Destination.ProxyTarget(NO_HOST, 0),
                            "what no proxy is asked in; opened for a proxy");
        };
    }

    // ---- inside

    private Verdict decide(Destination spoken) {
        return streams.decideOn(spoken, streams.circumstances());
    }

    private Destination opened() {
        return target == null ? connection : target;
    }

    private static int port(Destination on) {
        return on instanceof Destination.ProxyTarget through
                ? through.port()
                : ((Destination.Connection) on).port();
    }

    /** Whether the connection was opened for this very name, which most are. */
    private boolean isOpened(String name) {
        return target == null && !proxy && name.equals(connection.named());
    }

    private String judge(Destination.ProxyTarget wanted, String compared) {
        Verdict verdict = streams.decide(wanted);
        Address address = address(wanted.host());
        String name = address != null ? null : LookUps.shown(wanted.host());
        return streams.conclude(AttemptKey.spoken(name, address, wanted.port(), compared, verdict));
    }

    private String refused(String name, String what, Verdict verdict) {
        if (verdict.allowed()) {
            return null;
        }
        return streams.conclude(
                AttemptKey.spoken(
                        name == null ? openedName() : LookUps.shown(name),
                        target == null ? connection.address() : address(target.host()),
                        port(opened()),
                        what + "; " + openedFor(),
                        verdict));
    }

    private String refusedRequest(String host, int port, HttpRequest request, Verdict verdict) {
        String named = host == null ? openedName() : LookUps.shown(host);
        return streams.conclude(
                AttemptKey.request(
                        named,
                        target == null && !proxy ? connection.address() : null,
                        port,
                        request,
                        host == null
                                ? null
                                : "authority " + Printable.text(host) + "; " + openedFor(),
                        verdict));
    }

    private String openedName() {
        String raw = target == null ? connection.named() : target.host();
        return raw == null || raw.isEmpty() ? null : LookUps.shown(raw);
    }

    private String openedFor() {
        String name = openedName();
        return "opened for " + (name == null ? connection.address().toString() : name);
    }

    private static Address address(String host) {
        try {
            return Address.parse(host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
