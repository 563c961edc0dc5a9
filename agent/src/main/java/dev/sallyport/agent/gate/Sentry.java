package dev.sallyport.agent.gate;

/**
 * Whom the gate asks. A {@code String} answer is the refusal's message, {@code null} lets the call
 * go on. Methods may be called from any thread, also one that was interrupted or is about to die.
 */
public interface Sentry {
    /**
     * A socket is about to connect.
     *
     * @param address 4 or 16 bytes, network order; the caller's private copy
     * @param port 0 to 65535
     * @param claim what the address object says it is called, {@code null} if it says nothing
     * @param udp whether the socket is a datagram socket
     */
    String connect(byte[] address, int port, String claim, boolean udp);

    /** A name is about to be looked up, whether or not a cache will answer. */
    String lookup(String host);

    /** The built-in resolver is about to be asked; look-ups judged by {@link #lookup} come by. */
    String resolve(String host);

    /** The built-in resolver has answered {@code host} with {@code address}. */
    void resolved(String host, byte[] address);

    /** Somebody connects to a name that was not resolved. */
    String unresolved(String host);

    /** An address's name is about to be looked up. */
    String reverse(byte[] address);

    /** The built-in resolver has said what this address is called. */
    void named(byte[] address, String name);

    /**
     * A unix-domain socket is about to connect.
     *
     * @param path real path, symbolic links resolved; empty for an abstract or unnamed one
     */
    String unixConnect(String path);

    /**
     * A child process is about to start.
     *
     * @param program real path
     */
    String process(String program);

    /**
     * A native library is about to be loaded.
     *
     * @param path real path
     */
    String nativeLibrary(String path);

    /** Whether the policy lists this program's path as it stands, whatever it links to. */
    boolean listsProgram(String path);

    /** Once a second. */
    void beat();

    /** After the application's shutdown hooks. */
    void end();
}
