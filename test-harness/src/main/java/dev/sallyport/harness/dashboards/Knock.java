package dev.sallyport.harness.dashboards;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects, and goes. */
final class Knock {
    private Knock() {}

    static void at(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port));
            System.out.println("came in");
        } catch (IOException refused) {
            System.out.println("was refused");
        }
    }
}
