package dev.sallyport.agent.wire;

import java.util.List;

/**
 * The part of a TLS client's stream that is in the clear (RFC 8446, 5.1): a ClientHello, in records
 * as large or small as the client likes, and the second one where the server asks for it.
 */
final class Tls {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int MAJOR_VERSION = 3;
    private static final int LAST_MINOR_VERSION = 4;
    private static final int RECORD_HEAD = 5;
    private static final int MESSAGE_HEAD = 4;
    private static final int CLIENT_HELLO = 1;

    /** More than one can hold, and no client has. */
    private static final int LONGEST_RECORD = (1 << 14) + 2048;

    private final Pending messages;
    private boolean greeted;
    private boolean earlyData;
    private boolean over;
    private int spent;

    Tls() {
        this(new Pending());
    }

    private Tls(Pending messages) {
        this.messages = messages;
    }

    Tls copy() {
        Tls copy = new Tls(messages.copy());
        copy.greeted = greeted;
        copy.earlyData = earlyData;
        copy.over = over;
        copy.spent = spent;
        return copy;
    }

    /** Whether a stream that begins with this byte may be one of TLS. */
    static boolean mayBegin(int first) {
        return first >= CHANGE_CIPHER_SPEC && first <= DATA;
    }

    /** Whether it is one: a kind of record, and a version. */
    static boolean begins(int first, int second, int third) {
        return mayBegin(first) && second == MAJOR_VERSION && third <= LAST_MINOR_VERSION;
    }

    /** Whether the rest says nothing. */
    boolean isOver() {
        return over;
    }

    /** Whether a ClientHello was there. */
    boolean hasGreeted() {
        return greeted;
    }

    /** Bytes that were read. */
    int spent() {
        return spent;
    }

    /**
     * Reads one record.
     *
     * @return whether there was one
     */
    boolean read(Pending in, Speech to) {
        if (in.size() < RECORD_HEAD) {
            return false;
        }
        int type = in.at(0);
        int length = in.u2(3);
        if (!begins(type, in.at(1), in.at(2)) || length > LONGEST_RECORD) {
            finish(to);
            return true;
        }
        if (in.size() < RECORD_HEAD + length) {
            return false;
        }
        if (type == HANDSHAKE) {
            messages.add(in.bytes(RECORD_HEAD, RECORD_HEAD + length), length);
        }
        in.skip(RECORD_HEAD + length);
        spent += RECORD_HEAD + length;
        if (type == HANDSHAKE) {
            readMessages(to);
        } else if (type == DATA) {
            if (!greeted || !earlyData) {
                finish(to);
            }
        } else if (type == CHANGE_CIPHER_SPEC && !greeted) {
            finish(to);
        }
        return true;
    }

    /** What was not a ClientHello first is no TLS client, whatever it is. */
    private void finish(Speech to) {
        over = true;
        if (!greeted) {
            to.unreadable(Listener.What.HELLO);
        }
    }

    private void readMessages(Speech to) {
        while (!over && messages.size() > 0) {
            if (messages.at(0) != CLIENT_HELLO) {
                // A server's, where the roles are turned round, or what follows in the clear.
                over = true;
                return;
            }
            if (messages.size() < MESSAGE_HEAD || messages.size() - MESSAGE_HEAD < messages.u3(1)) {
                return;
            }
            int end = MESSAGE_HEAD + messages.u3(1);
            ClientHello hello = ClientHello.read(messages, MESSAGE_HEAD, end);
            if (hello == null) {
                over = true;
                to.unreadable(Listener.What.HELLO);
                return;
            }
            greeted = true;
            earlyData |= hello.hasEarlyData();
            List<String> names = hello.serverNames();
            for (int i = 0; i < names.size(); i++) {
                to.serverName(names.get(i), hello);
            }
            messages.skip(end);
        }
    }

    /** Bytes of a message that is not complete. */
    int pending() {
        return messages.size();
    }
}
