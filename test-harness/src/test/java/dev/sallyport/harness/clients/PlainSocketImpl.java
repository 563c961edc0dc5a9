package dev.sallyport.harness.clients;

import java.io.IOException;
import java.util.Arrays;

/** The JDK's older TCP stack, which JDK 17 still has behind a system property. */
final class PlainSocketImpl {
    /** What a failure says that came by the older stack. */
    static final String BY_IT = "by the older stack";

    private PlainSocketImpl() {}

    /** A failure says which stack it came by; a connection that works cannot be asked. */
    static String attempt(String host, int port) throws IOException {
        System.setProperty("jdk.net.usePlainSocketImpl", "true");
        try {
            return Talk.attempt(host, port);
        } catch (IOException e) {
            boolean older =
                    Arrays.stream(e.getStackTrace())
                            .anyMatch(
                                    frame ->
                                            frame.getClassName()
                                                    .equals("java.net.AbstractPlainSocketImpl"));
            throw new IOException(older ? BY_IT : "by the newer stack", e);
        }
    }
}
