package dev.sallyport.policy;

import java.util.List;

/**
 * What a policy lets answer look-ups beside the machine's own resolver. To list one opens nothing
 * by itself: a name that it is asked for is judged as a look-up. What it answers binds names, which
 * the answers of others do not.
 */
public final class Resolvers {
    static final Resolvers NONE = new Resolvers(List.of());

    private final List<Resolver> list;

    Resolvers(List<Resolver> list) {
        this.list = List.copyOf(list);
    }

    /** In file order. */
    public List<Resolver> list() {
        return list;
    }

    /** Whether the policy lists a DNS server that listens there. */
    public boolean isDnsServer(Address address, int port) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Resolver.Dns dns
                    && dns.address().equals(address)
                    && dns.ports().contains(port)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the policy lists a DNS server at this port of whatever address. */
    public boolean isDnsPort(int port) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Resolver.Dns dns && dns.ports().contains(port)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the answers of a resolver provider ({@code java.net.spi}) bind names.
     *
     * @param className of the provider, as {@link Class#getName} gives it
     */
    public boolean bindsProvider(String className) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Resolver.Provider provider
                    && provider.className().equals(className)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a hosts file that is set while the server runs ({@code jdk.net.hosts.file}) binds
     * names.
     *
     * @param path its real path
     */
    public boolean bindsHostsFile(String path) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Resolver.HostsFile file && file.path().equals(path)) {
                return true;
            }
        }
        return false;
    }
}
