package dev.sallyport.agent.gate;

import java.io.IOException;

/** What the guard asks of the hooks once they are in. */
public interface Doors {
    /**
     * Hooks the module of the JDK whose native library is about to be loaded, if that module leads
     * out and has rows.
     *
     * @param library the file's name, as {@code libsctp.so}
     * @throws IOException the rows could not be inserted, and the library must not be loaded
     */
    void arm(String library) throws IOException;

    /** Whether a library was armed that sends and receives by native code of its own. */
    boolean hasTransports();

    /**
     * Hooks what nothing can reach before {@code InetAddress} is initialised, once.
     *
     * @throws IOException the rows could not be inserted, and nothing must be sent
     */
    void watchNetwork() throws IOException;

    /**
     * Hooks the JDK's executors, so that labels go along with what is handed over.
     *
     * @throws IOException some rows could not be inserted: labels stay behind there
     */
    void carryLabels() throws IOException;

    /** How many rows of the table of hooks are in. */
    int count();

    /**
     * Hooks the JDK's writes to connections, once.
     *
     * @throws IOException the rows could not be inserted, and no connection must be made
     */
    void readStreams() throws IOException;

    /**
     * Hooks the JDK's HTTP clients, so that each request is judged and not its connection alone.
     * One that looks different is left alone, as with libraries.
     */
    void readRequests();

    /**
     * Hooks the end of the JDK's TLS handshakes, once. One that looks different is left alone.
     *
     * @return whether it is heard of
     */
    boolean watchHandshakes();

    /**
     * An HTTP client's class that looks different from every known version's: its requests are not
     * judged. Each is given once; {@code null} for no more.
     */
    String unread();

    /**
     * Whether a class file has every call of the gate that its class must have; false for a class
     * that must have none.
     *
     * @param type internal name
     */
    boolean hasHooks(String type, byte[] file);
}
