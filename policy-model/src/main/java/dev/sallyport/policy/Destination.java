package dev.sallyport.policy;

import java.util.Objects;

/** What an attempt is aimed at. Text in it is as the attempt gave it: raw, and possibly hostile. */
public sealed interface Destination {

    /**
     * A TCP connection, or a datagram.
     *
     * @param port 0 to 65535
     * @param named the host name that the attempt's address object claims; null or empty if none
     */
    record Connection(Address address, int port, Transport transport, String named)
            implements Destination {
        public Connection {
            Objects.requireNonNull(address);
            Objects.requireNonNull(transport);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Connection that
                    && port == that.port
                    && transport == that.transport
                    && address.equals(that.address)
                    && Objects.equals(named, that.named);
        }

        @Override
        public int hashCode() {
            return (address.hashCode() * 31 + port) * 31 + Objects.hashCode(named);
        }

        @Override
        public String toString() {
            String host = address.isIpv4() ? address.toString() : "[" + address + "]";
            String claim = named == null || named.isEmpty() ? "" : Printable.plain(named) + " at ";
            return claim + host + ":" + port + "/" + transport.wire();
        }
    }

    /**
     * What a listed proxy is asked to connect to: the authority of a CONNECT, the address of a
     * SOCKS request. Who answers to a name there the proxy decides, so no address is known.
     *
     * @param host a name, or a literal with or without brackets
     * @param port 0 to 65535
     */
    record ProxyTarget(String host, int port) implements Destination {
        public ProxyTarget {
            Objects.requireNonNull(host);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ProxyTarget that && port == that.port && host.equals(that.host);
        }

        @Override
        public int hashCode() {
            return host.hashCode() * 31 + port + 7;
        }

        @Override
        public String toString() {
            return Printable.plain(host) + ":" + port + " by proxy";
        }
    }

    /**
     * One HTTP request on a connection that was judged when it was opened. The provenance of such
     * an attempt is the request's own; {@code null} where only the connection's was ever known, and
     * then tools and callers, which were judged there, do not count again.
     *
     * @param opened what it travels on: a {@link Connection}, or the {@link ProxyTarget} of a
     *     tunnel
     * @param host of the request's authority; null or empty if it speaks none, which is the host of
     *     what was opened
     * @param port of the request's authority, its scheme's where it has none; 0 or less if not
     *     known, which is the port of what was opened
     * @param method as on the wire; null if not known, which meets no rule that asks for methods
     * @param path as on the wire, with its query; null if not known, which meets no rule that asks
     *     for paths
     */
    record Request(Destination opened, String host, int port, String method, String path)
            implements Destination {
        public Request {
            Objects.requireNonNull(opened);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Request that
                    && port == that.port
                    && opened.equals(that.opened)
                    && Objects.equals(host, that.host)
                    && Objects.equals(method, that.method)
                    && Objects.equals(path, that.path);
        }

        @Override
        public int hashCode() {
            return ((opened.hashCode() * 31 + Objects.hashCode(host)) * 31 + port) * 31
                    + Objects.hashCode(path);
        }

        @Override
        public String toString() {
            String asked = method == null ? "request" : Printable.plain(method);
            String of = host == null ? "" : Printable.plain(host);
            return asked + " for " + of + ":" + port + " on " + opened;
        }
    }

    /**
     * The server name that a TLS ClientHello asks for, on a connection that was judged when it was
     * opened. Provenance is as with a {@link Request}.
     *
     * @param opened a {@link Connection}, or the {@link ProxyTarget} of a tunnel
     */
    record ServerName(Destination opened, String name) implements Destination {
        public ServerName {
            Objects.requireNonNull(opened);
            Objects.requireNonNull(name);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ServerName that
                    && opened.equals(that.opened)
                    && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return opened.hashCode() * 31 + name.hashCode() + 8;
        }

        @Override
        public String toString() {
            return "server name " + Printable.plain(name) + " on " + opened;
        }
    }

    /** A look-up of a name's addresses. */
    record Lookup(String name) implements Destination {
        public Lookup {
            Objects.requireNonNull(name);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lookup that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return "look-up of " + Printable.plain(name);
        }
    }

    /** A look-up of an address's name. */
    record ReverseLookup(Address address) implements Destination {
        public ReverseLookup {
            Objects.requireNonNull(address);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ReverseLookup that && address.equals(that.address);
        }

        @Override
        public int hashCode() {
            return address.hashCode() + 1;
        }

        @Override
        public String toString() {
            return "reverse look-up of " + address;
        }
    }

    /**
     * A unix-domain socket.
     *
     * @param path the real path; empty for an abstract or unnamed socket
     */
    record UnixSocket(String path) implements Destination {
        public UnixSocket {
            Objects.requireNonNull(path);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof UnixSocket that && path.equals(that.path);
        }

        @Override
        public int hashCode() {
            return path.hashCode() + 2;
        }

        @Override
        public String toString() {
            return "unix:" + Printable.plain(path);
        }
    }

    /**
     * A new process.
     *
     * @param path the program's real path
     * @param arguments in one line; null if they are not known, which no preset allows
     */
    record Program(String path, String arguments) implements Destination {
        public Program {
            Objects.requireNonNull(path);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Program that
                    && path.equals(that.path)
                    && Objects.equals(arguments, that.arguments);
        }

        @Override
        public int hashCode() {
            return path.hashCode() + 3;
        }

        @Override
        public String toString() {
            return "program " + Printable.plain(path);
        }
    }

    /**
     * A native library about to be loaded.
     *
     * @param path the library's real path
     * @param sha256 its hash as 64 hex digits; null if it is not known, which meets no pin
     */
    record NativeLibrary(String path, String sha256) implements Destination {
        public NativeLibrary {
            Objects.requireNonNull(path);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NativeLibrary that
                    && path.equals(that.path)
                    && Objects.equals(sha256, that.sha256);
        }

        @Override
        public int hashCode() {
            return path.hashCode() + 4;
        }

        @Override
        public String toString() {
            return "native library " + Printable.plain(path);
        }
    }

    /**
     * An agent about to be loaded after the start.
     *
     * @param path its jar's real path
     * @param sha256 its hash as 64 hex digits; null if it is not known, which meets no pin
     */
    record Agent(String path, String sha256) implements Destination {
        public Agent {
            Objects.requireNonNull(path);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Agent that
                    && path.equals(that.path)
                    && Objects.equals(sha256, that.sha256);
        }

        @Override
        public int hashCode() {
            return path.hashCode() + 5;
        }

        @Override
        public String toString() {
            return "agent " + Printable.plain(path);
        }
    }

    /**
     * Something that would change what guards the process, now or at its next start. No rule allows
     * it.
     *
     * @param what a protected file's real path, or in a few words what was done
     */
    record Tampering(String what) implements Destination {
        public Tampering {
            Objects.requireNonNull(what);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tampering that && what.equals(that.what);
        }

        @Override
        public int hashCode() {
            return what.hashCode() + 6;
        }

        @Override
        public String toString() {
            return "tampering with " + Printable.plain(what);
        }
    }
}
