package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.OwnHost;

/** The process and its machine, asked only when a verdict hangs on it. */
final class ThisHost implements OwnHost {
    private final Ground ground;

    ThisHost(Ground ground) {
        this.ground = ground;
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
        String name = ground.hostName();
        if (name == null) {
            return false;
        }
        try {
            return HostName.canonical(name).equals(canonicalName);
        } catch (IllegalArgumentException notAName) {
            return false;
        }
    }
}
