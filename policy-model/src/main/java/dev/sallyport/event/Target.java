package dev.sallyport.event;

/**
 * Where the bytes would have gone. Parts that an activity does not have are {@code null}, the port
 * then is 0.
 *
 * @param name canonical host name, or the name that was looked up
 * @param nameSource how the name was proved: {@code look-up}, {@code none} for a mere claim
 * @param address literal
 * @param port 1 to 65535
 * @param transport {@code tcp} or {@code udp}
 * @param path unix socket, program or native library
 */
public record Target(
        String name, String nameSource, String address, int port, String transport, String path) {

    public static Target host(
            String name, String nameSource, String address, int port, String transport) {
        return new Target(name, nameSource, address, port, transport, null);
    }

    public static Target name(String name) {
        return new Target(name, null, null, 0, null, null);
    }

    public static Target address(String address) {
        return new Target(null, null, address, 0, null, null);
    }

    public static Target path(String path) {
        return new Target(null, null, null, 0, null, path);
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
                + ("udp".equals(transport) ? "/udp" : "");
    }
}
