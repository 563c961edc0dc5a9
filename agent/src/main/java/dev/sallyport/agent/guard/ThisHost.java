package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.OwnHost;
import java.util.concurrent.ConcurrentHashMap;

/** The process and its machine, asked only when a verdict hangs on it. */
final class ThisHost implements OwnHost {
    /** A machine has a handful; more would be somebody's tunnel. */
    static final int MOST_NAMES = 16;

    private final Ground ground;
    private final ConcurrentHashMap<String, Boolean> names = new ConcurrentHashMap<>();

    ThisHost(Ground ground) {
        this.ground = ground;
    }

    /** A name that the resolver gave for an own address: the machine's full name. */
    void addName(String canonicalName) {
        if (names.size() < MOST_NAMES) {
            names.put(canonicalName, Boolean.TRUE);
        }
    }

    @Override
    public boolean isOwnAddress(Address address) {
        return ground.isOwnAddress(address.toBytes());
    }

    @Override
    public boolean listensOn(Address address, int port) {
        return ground.listensOn(address.toBytes(), port);
    }

    @Override
    public boolean isOwnName(String canonicalName) {
        return names.containsKey(canonicalName) || canonicalName.equals(hostName());
    }

    private String hostName() {
        String name = ground.hostName();
        if (name == null) {
            return null;
        }
        try {
            return HostName.canonical(name);
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }
}
