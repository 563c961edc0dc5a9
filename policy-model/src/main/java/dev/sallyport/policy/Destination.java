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
