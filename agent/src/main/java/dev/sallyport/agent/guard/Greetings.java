package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Greeting;
import dev.sallyport.policy.Address;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ClientHellos of connections that were opened by an address for which no name is proved, until
 * their handshakes are done: then the name goes on record, and nowhere else. A server brings its
 * own trust anchors if it likes, so such a name is never bound to the address and opens nothing.
 *
 * <p>A handshake that fails says nothing: the oldest ones make room.
 */
final class Greetings {
    /** Handshakes that wait for their peers at once; more is no honest server's. */
    static final int MOST = 1_024;

    private final Register register;
    private final Map<String, Heard> waiting = new Latest();

    Greetings(Register register) {
        this.register = register;
    }

    /**
     * Such a ClientHello is about to leave. The second one of a handshake has the random bytes of
     * the first.
     *
     * @param name canonical
     */
    synchronized void add(byte[] random, String name, Address address, int port) {
        String key = key(random);
        waiting.remove(key);
        waiting.put(key, new Heard(register, new ServerNameKey(name, address, port)));
    }

    /** The one with these random bytes, which waits no more; {@code null} for none. */
    synchronized Greeting take(byte[] random) {
        return random == null ? null : waiting.remove(key(random));
    }

    synchronized int size() {
        return waiting.size();
    }

    private static String key(byte[] random) {
        return new String(random, StandardCharsets.ISO_8859_1);
    }

    private static final class Heard implements Greeting {
        private final Register register;
        private final ServerNameKey key;

        Heard(Register register, ServerNameKey key) {
            this.register = register;
            this.key = key;
        }

        @Override
        public String serverName() {
            return key.name();
        }

        @Override
        public void verified() {
            register.note(key);
        }
    }

    private static final class Latest extends LinkedHashMap<String, Heard> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
            return size() > MOST;
        }
    }
}
