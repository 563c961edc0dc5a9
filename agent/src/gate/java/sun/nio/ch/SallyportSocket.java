package sun.nio.ch;

import dev.sallyport.agent.gate.Query;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A datagram socket that has asked a DNS server, or is connected to one. */
final class SallyportSocket {
    /** More than a plain query has (RFC 1035, 6891); what is longer is no query. */
    static final int LONGEST_QUERY = 512;

    private static final int LONGEST_DATAGRAM = 65_536;

    /** A resolver may have one for each of as many requests. */
    private static final int MOST_OPEN = 1_024;

    /** Longer than any resolver waits. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final List<Open> open = new ArrayList<>();
    private byte[] server;
    private int port;
    private String claim;

    /** What the application has its query in, and the copy that is sent in its place. */
    private ByteBuffer given;

    private ByteBuffer outgoing;

    /** What the application receives into, and where it really arrives. */
    private ByteBuffer wanted;

    private ByteBuffer incoming;

    // ---- where it is connected

    synchronized void connect(byte[] newServer, int newPort, String newClaim) {
        server = newServer;
        port = newPort;
        claim = newClaim;
    }

    /** {@code null} where it is connected to no DNS server. */
    synchronized byte[] server() {
        return server;
    }

    synchronized int port() {
        return port;
    }

    synchronized String claim() {
        return claim;
    }

    // ---- what it asks

    /** A private copy; {@code null} where it is too long for a query. */
    static byte[] message(ByteBuffer... payload) {
        return message(payload, 0, payload.length);
    }

    static byte[] message(ByteBuffer[] payload, int offset, int length) {
        byte[] message = new byte[LONGEST_QUERY];
        int size = 0;
        for (int i = offset; i < offset + length; i++) {
            ByteBuffer part = payload[i].duplicate();
            int count = part.remaining();
            if (count > LONGEST_QUERY - size) {
                return null;
            }
            part.get(message, size, count);
            size += count;
        }
        return Arrays.copyOf(message, size);
    }

    /**
     * A query is about to leave, and may.
     *
     * @param payload what it was copied from, where that is asked for later
     * @return what to send
     */
    synchronized ByteBuffer send(
            ByteBuffer payload, byte[] message, Query query, byte[] to, int toPort) {
        if (outgoing == null) {
            outgoing = ByteBuffer.allocateDirect(LONGEST_QUERY);
        }
        outgoing.clear();
        outgoing.put(message);
        outgoing.flip();
        given = payload;
        await(query, to, toPort);
        return outgoing;
    }

    /** A query leaves: its answer may come. */
    synchronized void await(Query query, byte[] to, int toPort) {
        long now = System.nanoTime();
        while (!open.isEmpty()
                && (open.size() >= MOST_OPEN || now - open.get(0).since > PATIENCE_NANOS)) {
            open.remove(0);
        }
        open.add(new Open(query, to, toPort, now));
    }

    /** What leaves next is sent from where it is. */
    synchronized void sendOther() {
        given = null;
    }

    synchronized ByteBuffer outgoing(ByteBuffer payload) {
        return payload == given ? outgoing : payload;
    }

    synchronized void sent(ByteBuffer payload, int count) {
        if (payload == outgoing && given != null && count > 0) {
            given.position(given.position() + count);
        }
        given = null;
    }

    // ---- what it is answered

    /** Where to receive instead. */
    synchronized ByteBuffer room(ByteBuffer into) {
        if (open.isEmpty()) {
            wanted = null;
            return into;
        }
        int size = Math.min(into.remaining(), LONGEST_DATAGRAM);
        if (incoming == null || incoming.capacity() < size) {
            incoming = ByteBuffer.allocateDirect(size);
        }
        incoming.clear();
        incoming.limit(size);
        wanted = into;
        return incoming;
    }

    /** Whether this is what {@link #room} gave. */
    synchronized boolean isRoom(ByteBuffer buffer) {
        return wanted != null && buffer == incoming;
    }

    /**
     * A datagram has arrived in that room, and is handed on.
     *
     * @param count its length, or less than that for none
     * @param from its sender; {@code null} where that is no DNS server
     */
    void receive(int count, byte[] from, int fromPort) {
        byte[] datagram = handOn(count);
        if (datagram.length > 0 && from != null) {
            answer(datagram, from, fromPort);
        }
    }

    private synchronized byte[] handOn(int count) {
        byte[] datagram = new byte[Math.max(0, Math.min(count, incoming.limit()))];
        incoming.position(0);
        incoming.get(datagram);
        if (datagram.length > 0) {
            wanted.put(datagram);
        }
        wanted = null;
        return datagram;
    }

    void answer(byte[] datagram, byte[] from, int fromPort) {
        List<Open> asked = new ArrayList<>();
        synchronized (this) {
            for (int i = 0; i < open.size(); i++) {
                if (open.get(i).isOf(from, fromPort)) {
                    asked.add(open.get(i));
                }
            }
        }
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).query.answered(datagram)) {
                synchronized (this) {
                    open.remove(asked.get(i));
                }
                return;
            }
        }
    }

    /** A query that was sent and not answered yet. */
    private static final class Open {
        private final Query query;
        private final byte[] server;
        private final int port;
        private final long since;

        Open(Query query, byte[] server, int port, long since) {
            this.query = query;
            this.server = server;
            this.port = port;
            this.since = since;
        }

        boolean isOf(byte[] sender, int senderPort) {
            return port == senderPort
                    && Arrays.equals(server, sender)
                    && System.nanoTime() - since <= PATIENCE_NANOS;
        }
    }
}
