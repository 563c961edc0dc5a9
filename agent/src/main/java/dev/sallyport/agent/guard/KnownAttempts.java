package dev.sallyport.agent.guard;

import dev.sallyport.policy.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Attempts that were judged before and would be judged the same now, so that a known destination
 * costs neither a search nor an allocation. Each is good for the ledger's generation and the day
 * that it was judged in; nobody has to clear anything.
 *
 * <p>A fixed table, in which a later attempt takes the place of an earlier one. Slots are read and
 * written without lock or fence: all in them is final (JLS 17.5), and what a thread finds there, be
 * it old, it holds against the question and the present.
 *
 * <p>Everything that tells attempts apart must be in {@link Known#answers}.
 */
final class KnownAttempts {
    private static final int SLOTS = 4_096;

    /** What is longer is no host name, and not worth its memory. */
    private static final int LONGEST_NAME = 255;

    private final Known[] slots = new Known[SLOTS];

    /**
     * How an attempt was judged, if that still holds.
     *
     * @param address 4 or 16 bytes; {@code null} for a look-up
     * @param port 0 for a look-up
     * @param transport {@code null} for a look-up
     * @param name as the attempt gives it; {@code null} for none
     * @param tools the tool calls that it may belong to, where the policy asks for them
     * @param generation the ledger's
     * @param today days since 1970-01-01
     * @return {@code null} if it has to be judged
     */
    AttemptKey find(
            byte[] address,
            int port,
            Transport transport,
            String name,
            List<String> tools,
            long generation,
            long today) {
        Known known = slots[slot(address, port, name)];
        return known != null
                        && known.generation == generation
                        && known.today == today
                        && known.answers(address, port, transport, name, tools)
                ? known.key
                : null;
    }

    /** Keeps how an attempt was judged, if that lasts. */
    void keep(
            byte[] address,
            int port,
            Transport transport,
            String name,
            List<String> tools,
            Circumstances circumstances,
            AttemptKey key) {
        if (circumstances.areLasting() && (name == null || name.length() <= LONGEST_NAME)) {
            slots[slot(address, port, name)] =
                    new Known(address, port, transport, name, tools, circumstances, key);
        }
    }

    private static int slot(byte[] address, int port, String name) {
        int hash = (Arrays.hashCode(address) * 31 + port) * 31 + Objects.hashCode(name);
        int mixed = hash * 0x9E37_79B9;
        return mixed >>> 16 & (SLOTS - 1);
    }

    private static final class Known {
        private final byte[] address;
        private final int port;
        private final Transport transport;
        private final String name;
        private final List<String> tools;
        private final long generation;
        private final long today;
        private final AttemptKey key;

        Known(
                byte[] address,
                int port,
                Transport transport,
                String name,
                List<String> tools,
                Circumstances circumstances,
                AttemptKey key) {
            this.address = address == null ? null : address.clone();
            this.port = port;
            this.transport = transport;
            this.name = name;
            this.tools = tools;
            this.generation = circumstances.generation();
            this.today = circumstances.today();
            this.key = key;
        }

        boolean answers(
                byte[] otherAddress,
                int otherPort,
                Transport over,
                String otherName,
                List<String> otherTools) {
            return port == otherPort
                    && transport == over
                    && Objects.equals(name, otherName)
                    && tools.equals(otherTools)
                    && Arrays.equals(address, otherAddress);
        }
    }
}
