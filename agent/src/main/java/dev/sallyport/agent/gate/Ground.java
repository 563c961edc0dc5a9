package dev.sallyport.agent.gate;

/** Facts about this process and machine, fetched when they are asked for and never before. */
public interface Ground {
    /** Whether this process holds a TCP socket that listens on {@code port}, now. */
    boolean listensOn(int port);

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
