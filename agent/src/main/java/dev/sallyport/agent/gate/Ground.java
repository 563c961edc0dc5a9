package dev.sallyport.agent.gate;

/** Facts about this process and machine, fetched when they are asked for and never before. */
public interface Ground {
    /**
     * Whether a TCP socket of this process listens there now, on the address or on all of them.
     *
     * @param address 4 or 16 bytes, network order
     * @param port 1 to 65535
     */
    boolean listensOn(byte[] address, int port);

    /**
     * Whether the address is loopback or on one of this machine's interfaces, now.
     *
     * @param address 4 or 16 bytes, network order
     */
    boolean isOwnAddress(byte[] address);

    /** The machine's own name as the kernel gives it, or {@code null} when it gives none. */
    String hostName();

    /** The options that the JVM was launched with, its environment variables' included. */
    String[] launchArguments();
}
