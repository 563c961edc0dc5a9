package dev.sallyport.agent.wire;

/**
 * Who is told what a stream says. A {@code String} answer is a refusal, {@code null} lets the bytes
 * go that say it. Names are raw, one char for each byte.
 */
public interface Listener {
    /** A proxy is asked to connect to a name or a literal. */
    String target(String host, int port);

    /**
     * A ClientHello names its server.
     *
     * @param hello may be asked until this returns
     */
    String serverName(String name, Hello hello);

    /**
     * A request names an authority.
     *
     * @param port -1 where none is given and none follows from a scheme
     * @param path as on the wire, with the query
     */
    String request(String host, int port, String method, String path);

    /** Whether the last request would be allowed now as it was, and nobody wants to hear of it. */
    boolean isSettled();

    /**
     * Something began as one of these protocols and cannot be read as such, or is none that a proxy
     * would be spoken to in.
     *
     * @param what in a few words, for people
     */
    String unreadable(What what);

    /** Has nothing against anything. */
    Listener NOBODY = new Indifferent();

    /** What a ClientHello says besides. */
    interface Hello {
        /** The 32 bytes that tell it from all others (RFC 8446, 4.1.2). */
        byte[] random();
    }

    /** What could not be read. */
    enum What {
        HELLO,
        REQUEST,
        PROXY
    }

    /** Answers nothing. */
    final class Indifferent implements Listener {
        private Indifferent() {}

        @Override
        public String target(String host, int port) {
            return null;
        }

        @Override
        public String serverName(String name, Hello hello) {
            return null;
        }

        @Override
        public String request(String host, int port, String method, String path) {
            return null;
        }

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public String unreadable(What what) {
            return null;
        }
    }
}
