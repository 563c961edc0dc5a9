package dev.sallyport.servers.micronaut;

import io.micronaut.runtime.Micronaut;

/** Ends when it is told to. It tells its address on stdout. */
public final class MicronautServer {
    private MicronautServer() {}

    public static void main(String[] arguments) {
        Micronaut.run(MicronautServer.class, arguments);
    }
}
