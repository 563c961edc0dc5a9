package dev.sallyport.agent.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A ClientHello as RFC 8446, 4.1.2 has it (and every earlier one since SSL 3.0), and the server
 * names in it (RFC 6066, 3). Of an encrypted one (ECH) it is the outer one, whose name is in the
 * clear.
 */
final class ClientHello implements Listener.Hello {
    private static final int VERSION = 2;
    private static final int RANDOM = 32;
    private static final int SERVER_NAME = 0;
    private static final int EARLY_DATA = 42;
    private static final int HOST_NAME = 0;

    private final Pending in;
    private final List<String> serverNames = new ArrayList<>();
    private final int from;
    private boolean earlyData;
    private int at;
    private final int end;

    private ClientHello(Pending in, int from, int end) {
        this.in = in;
        this.from = from;
        this.at = from;
        this.end = end;
    }

    /**
     * Reads the message's body.
     *
     * @return {@code null} where it is no ClientHello
     */
    static ClientHello read(Pending in, int from, int end) {
        ClientHello hello = new ClientHello(in, from, end);
        return hello.readAll() ? hello : null;
    }

    /** Printable ASCII, in their order; a well-behaved client gives one at most. */
    List<String> serverNames() {
        return serverNames;
    }

    @Override
    public byte[] random() {
        return in.bytes(from + VERSION, from + VERSION + RANDOM);
    }

    /** Whether data may come before the server has answered. */
    boolean hasEarlyData() {
        return earlyData;
    }

    private boolean readAll() {
        if (!skip(VERSION + RANDOM) || !skipList(1) || !skipList(2) || !skipList(1)) {
            return false;
        }
        if (at == end) {
            return true;
        }
        if (end - at < 2 || in.u2(at) != end - at - 2) {
            return false;
        }
        at += 2;
        while (at < end) {
            if (end - at < 4 || end - at - 4 < in.u2(at + 2)) {
                return false;
            }
            int type = in.u2(at);
            int length = in.u2(at + 2);
            at += 4;
            if (type == SERVER_NAME && !readNames(at, at + length)) {
                return false;
            }
            earlyData |= type == EARLY_DATA;
            at += length;
        }
        return true;
    }

    private boolean readNames(int from, int to) {
        if (to - from < 2 || in.u2(from) != to - from - 2) {
            return false;
        }
        int name = from + 2;
        while (name < to) {
            if (to - name < 3 || to - name - 3 < in.u2(name + 1) || in.at(name) != HOST_NAME) {
                return false;
            }
            int length = in.u2(name + 1);
            String text = in.text(name + 3, name + 3 + length);
            if (!isPrintable(text)) {
                return false;
            }
            serverNames.add(text);
            name += 3 + length;
        }
        return !serverNames.isEmpty();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private boolean skip(int count) {
        at += count;
        return at <= end;
    }

    /** What its length goes before, in one byte or two. */
    private boolean skipList(int bytes) {
        if (end - at < bytes) {
            return false;
        }
        return skip(bytes + (bytes == 1 ? in.at(at) : in.u2(at)));
    }
}
