package dev.sallyport.agent.gate;

/** A ClientHello that has left on a connection for which no name is proved. */
public interface Greeting {
    /** Canonical. */
    String serverName();

    /**
     * The client has verified a certificate for that name, and that its peer has the key. It goes
     * on record and opens nothing.
     */
    void verified();
}
