package dev.sallyport.event;

/**
 * Where the bytes would have gone. Parts that an activity does not have are {@code null}, the port
 * then is 0.
 *
 * @param name canonical host name, or the name that was looked up
 * @param nameSource how the name was proved: {@code look-up}, {@code none} for a mere claim
 * @param address literal
 * @param port 1 to 65535
 * @param transport {@code tcp}, {@code udp} or {@code sctp}
 * @param path unix socket, program, native library, agent, or what was tampered with
 * @param arguments of a program, in one line, secrets masked
 * @param sha256 of a native library or an agent, as 64 hex digits
 */
public record Target(
        String name,
        String nameSource,
        String address,
        int port,
        String transport,
        String path,
        String arguments,
        String sha256) {

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
