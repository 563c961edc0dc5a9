package dev.sallyport.agent.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client says on one connection, from its first byte on: TLS, HTTP/1, SOCKS, or something
 * that is let go unread. Bytes are offered before they leave, and count once they have left: a
 * write may send fewer than it was given.
 *
 * <p>For one thread at a time.
 */
public final class Conversation {
    /** All that is left may go. */
    public static final long REST = Long.MAX_VALUE;

    /** A longer request is read each time, and not kept. */
    private static final int LONGEST_KEPT = 4_096;

    private final Listener listener;

    /** Made of what has left. */
    private Speech now;

    /** Made of what was offered as well. */
    private Speech next;

    private byte[] offered;

    /**
     * A request that was let go and after which all is as it was before: many say the same ones
     * over and over. {@code null} for none.
     */
    private byte[] usual;

    /**
     * Nothing was said yet.
     *
     * @param proxy whether a listed proxy is spoken to, so that nothing goes unread
     */
    public Conversation(Listener listener, boolean proxy) {
        this.listener = listener;
        this.now = new Speech(proxy);
    }

    /** Initialises what it needs: where a stack ends that would fail, and for good. */
    public static void prepare() {
        byte[] head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Conversation heard = new Conversation(Listener.NOBODY, false);
        heard.offer(head);
        heard.left(head.length);
        Listener.NOBODY.unreadable(Listener.What.REQUEST);
    }

    /** How many of the next bytes may leave without being offered. */
    public long unread() {
        return now.unread();
    }

    /**
     * Bytes are about to leave. One refusal is for good.
     *
     * @return the refusal, or {@code null}
     */
    public String offer(byte[] bytes) {
        if (now.refusal() != null) {
            return now.refusal();
        }
        boolean again = usual != null && now.isBetween() && Arrays.equals(bytes, usual);
        if (again && listener.isSettled()) {
            next = now;
            offered = bytes;
            return null;
        }
        Speech heard = now.copy();
        heard.read(bytes, bytes.length, listener);
        if (heard.refusal() != null) {
            now = heard;
            return heard.refusal();
        }
        boolean unchanged = now.isBetween() && heard.isBetween();
        usual = unchanged && heard.hasAskedOnce() && bytes.length <= LONGEST_KEPT ? bytes : null;
        next = heard;
        offered = bytes;
        return null;
    }

    /** So many of the bytes that were offered have left, or of those that need not be. */
    public void left(long count) {
        byte[] bytes = offered;
        if (bytes == null) {
            now.pass(count);
        } else if (count >= bytes.length) {
            now = next;
        } else if (count > 0) {
            // What it says was answered when it was offered.
            now.read(bytes, (int) count, Listener.NOBODY);
        }
        next = null;
        offered = null;
    }
}
