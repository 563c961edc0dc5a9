package dev.sallyport.harness.clients;

import java.io.IOException;
import java.net.Socket;

/** An application's own inside for each socket of the JVM. */
final class SocketImplFactory {
    static {
        set();
    }

    private SocketImplFactory() {}

    static String attempt(String host, int port) throws IOException {
        return Talk.attempt(host, port);
    }

    @SuppressWarnings("deprecation")
    private static void set() {
        try {
            Socket.setSocketImplFactory(ChannelSocketImpl::new);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
