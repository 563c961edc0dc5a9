package dev.sallyport.harness.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback addresses to listen on, one for each host that the demo plays. */
final class Loopback {
    private Loopback() {}

    /**
     * 127.0.0.{@code last}; 127.0.0.1 where the operating system has no other (macOS).
     *
     * @throws IOException neither is there
     */
    static InetAddress address(int last) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.getInetAddress();
        } catch (BindException notConfigured) {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        }
    }
}
