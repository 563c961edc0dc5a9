package dev.sallyport.agent.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Requests that were allowed before and would be now: as {@link KnownAttempts}, a fixed table that
 * is good for the ledger's generation and the day, and nobody has to clear. It holds nothing that
 * was denied: that is judged each time.
 */
final class KnownRequests {
    private static final int SLOTS = 1_024;

    /** What is longer is seldom asked for twice, and not worth its memory. */
    private static final int LONGEST_PATH = 512;

    private final Known[] slots = new Known[SLOTS];

    /** Whether a request equal to this one was allowed, and that still holds. */
    boolean hold(Asked asked, long generation, long today) {
        Known known = slots[asked.slot()];
        return known != null
                && known.generation == generation
                && known.today == today
                && known.asked.equals(asked);
    }

    /** Keeps one that was allowed, if that lasts. */
    void keep(Asked asked, Circumstances circumstances) {
        if (circumstances.areLasting()
                && (asked.path == null || asked.path.length() <= LONGEST_PATH)) {
            slots[asked.slot()] =
                    new Known(asked, circumstances.generation(), circumstances.today());
        }
    }

    private static final class Known {
        private final Asked asked;
        private final long generation;
        private final long today;

        Known(Asked asked, long generation, long today) {
            this.asked = asked;
            this.generation = generation;
            this.today = today;
        }
    }

    /** All that tells requests apart, where the policy asks for it. */
    static final class Asked {
        private final byte[] address;
        private final int port;
        private final String claim;
        private final String authority;
        private final int defaultPort;
        private final String method;
        private final String path;
        private final List<String> tools;

        Asked(
                byte[] address,
                int port,
                String claim,
                String authority,
                int defaultPort,
                String method,
                String path,
                List<String> tools) {
            this.address = address;
            this.port = port;
            this.claim = claim;
            this.authority = authority;
            this.defaultPort = defaultPort;
            this.method = method;
            this.path = path;
            this.tools = tools;
        }

        int slot() {
            int hash = hashCode() * 0x9E37_79B9;
            return hash >>> 16 & (SLOTS - 1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Asked that
                    && port == that.port
                    && defaultPort == that.defaultPort
                    && authority.equals(that.authority)
                    && Objects.equals(claim, that.claim)
                    && Arrays.equals(address, that.address)
                    && Objects.equals(path, that.path)
                    && Objects.equals(method, that.method)
                    && tools.equals(that.tools);
        }

        @Override
        public int hashCode() {
            int hash = Arrays.hashCode(address) * 31 + port;
            hash = hash * 31 + Objects.hashCode(claim);
            hash = hash * 31 + authority.hashCode();
            hash = hash * 31 + Objects.hashCode(method);
            return hash * 31 + Objects.hashCode(path);
        }
    }
}
