package dev.sallyport.event;

import java.util.List;

/**
 * Where the bytes would have gone. Parts that an activity does not have are {@code null}, the port
 * then is 0.
 *
 * @param name canonical host name, or the name that was looked up
 * @param nameSource how the name was proved: {@code look-up}, {@code library-resolver}, {@code
 *     proxy-target} (a listed proxy resolves it), {@code sni} (the JDK's TLS has verified a
 *     certificate for it, which proves it to people and to no rule), {@code none} for a mere claim
 * @param address literal
 * @param port 1 to 65535
 * @param transport {@code tcp}, {@code udp} or {@code sctp}
 * @param path unix socket, program, native library, agent, or what was tampered with
 * @param arguments of a program, in one line, secrets masked
 * @param sha256 of a native library or an agent, as 64 hex digits
 * @param names every name that is bound to the address, at most {@link #MOST_NAMES}; empty where
 *     there is none but the one shown
 * @param compared what was held against what, as {@code sni evil.example; opened for api.example}
 * @param request of an HTTP request
 */
public record Target(
        String name,
        String nameSource,
        String address,
        int port,
        String transport,
        String path,
        String arguments,
        String sha256,
        List<String> names,
        String compared,
        HttpRequest request) {

    /** How many names are told. */
    public static final int MOST_NAMES = 8;

    private static final List<String> NO_NAMES = List.of();

    /** The names are copied. */
    public Target {
        names = List.copyOf(names);
    }

    private Target(
            String name,
            String nameSource,
            String address,
            int port,
            String transport,
            String path,
            String arguments,
            String sha256) {
        this(
                name,
                nameSource,
                address,
                port,
                transport,
                path,
                arguments,
                sha256,
                NO_NAMES,
                null,
                null);
    }

    public static Target host(
            String name, String nameSource, String address, int port, String transport) {
        return new Target(name, nameSource, address, port, transport, null, null, null);
    }

    public static Target name(String name) {
        return new Target(name, null, null, 0, null, null, null, null);
    }

    public static Target address(String address) {
        return new Target(null, null, address, 0, null, null, null, null);
    }

    public static Target path(String path) {
        return new Target(null, null, null, 0, null, path, null, null);
    }

    public static Target program(String path, String arguments) {
        return new Target(null, null, null, 0, null, path, arguments, null);
    }

    public static Target module(String path, String sha256) {
        return new Target(null, null, null, 0, null, path, null, sha256);
    }

    /**
     * The same with every name that is bound to its address.
     *
     * @param bound in the order in which they were proved; those beyond {@link #MOST_NAMES} are
     *     left out, and one that is the name shown says nothing
     */
    public Target withNames(List<String> bound) {
        boolean told = bound.size() > 1 || (bound.size() == 1 && !bound.get(0).equals(name));
        List<String> shown = told ? bound.subList(0, Math.min(bound.size(), MOST_NAMES)) : NO_NAMES;
        return with(shown, compared, request);
    }

    /** The same with what was held against what. */
    public Target withCompared(String what) {
        return with(names, what, request);
    }

    /** The same as the place that an HTTP request goes to. */
    public Target withRequest(HttpRequest sent) {
        return with(names, compared, sent);
    }

    private Target with(List<String> shown, String what, HttpRequest sent) {
        return new Target(
                name,
                nameSource,
                address,
                port,
                transport,
                path,
                arguments,
                sha256,
                shown,
                what,
                sent);
    }

    /** As people read it: {@code api.example:443}, {@code [2001:db8::1]:53/udp}, a path. */
    public String display() {
        if (path != null) {
            return path.isEmpty() ? "(unnamed socket)" : path;
        }
        String host = name != null ? name : address;
        if (port == 0) {
            return host;
        }
        boolean literal6 = name == null && host.indexOf(':') >= 0;
        return (literal6 ? "[" + host + "]" : host)
                + ":"
                + port
                + (transport == null || transport.equals("tcp") ? "" : "/" + transport);
    }
}
