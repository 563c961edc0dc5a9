package dev.sallyport.agent.gate;

/** A DNS query that is on its way to a server. */
public interface Query {
    /** Why it must not leave; {@code null} where it may. */
    String refusal();

    /**
     * A datagram has come from the server that was asked, by the socket that asked it.
     *
     * @param datagram nobody else's copy
     * @return whether it was the answer
     */
    boolean answered(byte[] datagram);
}
