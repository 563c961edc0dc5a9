package dev.sallyport.cli;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.OwnHost;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** The machine that the tool runs on; a server that is only talked about listens nowhere. */
final class ThisMachine implements OwnHost {
    @Override
    public boolean isOwnAddress(Address address) {
        try {
            InetAddress own = InetAddress.getByAddress(address.toBytes());
            return own.isLoopbackAddress() || NetworkInterface.getByInetAddress(own) != null;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }

    @Override
    public boolean listensOn(Address address, int port) {
        return false;
    }

    @Override
    public boolean isOwnName(String canonicalName) {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return HostName.canonical(name).equals(canonicalName);
        } catch (UnknownHostException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
