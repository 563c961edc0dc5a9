package java.net;

import dev.sallyport.agent.gate.Pass;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import sun.nio.ch.SallyportGate;

/**
 * What one request says of where it goes: put together from what a library is about to send, and
 * then judged. Each authority that it names must do, so that it does not matter which of them the
 * server goes by.
 */
final class SallyportHead {
    private static final String HOST = "host";
    private static final String AUTHORITY = ":authority";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final InetSocketAddress remote;
    private final List<String> authorities = new ArrayList<>(2);
    private String method;
    private String path;
    private int defaultPort;

    private SallyportHead(InetSocketAddress remote) {
        this.remote = remote;
    }

    /**
     * A request on a connection.
     *
     * @param connection a socket, a channel or the address that it is connected to
     * @return {@code null} where that is no TCP connection: nothing is judged
     */
    static SallyportHead on(Object connection) {
        Object remote = connection;
        if (connection instanceof Socket) {
            remote = ((Socket) connection).getRemoteSocketAddress();
        } else if (connection instanceof SocketChannel) {
            remote = remote((SocketChannel) connection);
        }
        // Those of unix-domain sockets in libraries extend it.
        return remote != null && remote.getClass() == InetSocketAddress.class
                ? new SallyportHead((InetSocketAddress) remote)
                : null;
    }

    private static Object remote(SocketChannel channel) {
        try {
            return channel.getRemoteAddress();
        } catch (IOException closed) {
            // Nothing will be sent on it.
            return null;
        }
    }

    /**
     * The request line; either is {@code null} where it is not known.
     *
     * @param givenTarget a path, or with its authority a whole URI, or of a {@code CONNECT} just an
     *     authority
     */
    SallyportHead asks(Object givenMethod, Object givenTarget) {
        method = text(givenMethod);
        String target = text(givenTarget);
        boolean isPath = target == null || target.startsWith("/");
        int authority = isPath ? -1 : target.indexOf("://");
        if ("CONNECT".equals(method) && !isPath) {
            add(target);
        } else if (authority > 0) {
            int from = authority + 3;
            int to = end(target, from);
            defaultPort = portOf(target.substring(0, authority));
            add(target.substring(from, to));
            path = to < target.length() && target.charAt(to) == '/' ? target.substring(to) : "/";
        } else {
            path = target;
        }
        return this;
    }

    private static int end(String target, int from) {
        for (int at = from; at < target.length(); at++) {
            if ("/?#".indexOf(target.charAt(at)) >= 0) {
                return at;
            }
        }
        return target.length();
    }

    /** The scheme that the request is sent by. */
    SallyportHead by(Object scheme) {
        if (scheme != null) {
            defaultPort = portOf(text(scheme));
        }
        return this;
    }

    private static int portOf(String scheme) {
        if (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("ws")) {
            return HTTP;
        }
        return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss") ? HTTPS : 0;
    }

    /** A header, of which those count that name an authority. */
    SallyportHead header(Object name, Object value) {
        String called = text(name);
        if (called != null && (called.equalsIgnoreCase(HOST) || called.equals(AUTHORITY))) {
            add(text(value));
        }
        return this;
    }

    private void add(String authority) {
        if (authority != null && !authorities.contains(authority)) {
            authorities.add(authority);
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * Has it judged.
     *
     * @throws ProtocolException it is refused: most clients try nothing again that ends so, and
     *     some try again for ever what ends otherwise
     */
    void judge() throws ProtocolException {
        String refusal = refusal();
        if (refusal != null) {
            throw new ProtocolException(refusal);
        }
    }

    /** The refusal's message, or {@code null}. */
    String refusal() {
        String refusal = authorities.isEmpty() ? refusal("") : null;
        for (int i = 0; i < authorities.size() && refusal == null; i++) {
            refusal = refusal(authorities.get(i));
        }
        return refusal;
    }

    /** What lets more like this one go, whatever their request line says; {@code null} for none. */
    Pass pass() {
        return authorities.size() == 1
                ? SallyportGate.pass(remote, authorities.get(0), defaultPort)
                : null;
    }

    private String refusal(String authority) {
        return SallyportGate.request(remote, authority, defaultPort, method, path);
    }
}
