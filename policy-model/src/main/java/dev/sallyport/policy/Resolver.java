package dev.sallyport.policy;

/** Something that answers look-ups and is listed in {@code resolvers}. */
public sealed interface Resolver {

    /** A DNS server. */
    final class Dns implements Resolver {
        private final Address address;
        private final Ports ports;

        Dns(Address address, Ports ports) {
            this.address = address;
            this.ports = ports;
        }

        public Address address() {
            return address;
        }

        /** 53 where the policy does not say. */
        public Ports ports() {
            return ports;
        }

        @Override
        public String toString() {
            return "dns " + address + ":" + ports;
        }
    }

    /** A provider of {@code java.net.spi.InetAddressResolver}, by its class. */
    final class Provider implements Resolver {
        private final String className;

        Provider(String className) {
            this.className = className;
        }

        public String className() {
            return className;
        }

        @Override
        public String toString() {
            return "provider " + className;
        }
    }

    /** A hosts file, by its real path. */
    final class HostsFile implements Resolver {
        private final String path;

        HostsFile(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }

        @Override
        public String toString() {
            return "hosts file " + path;
        }
    }
}
