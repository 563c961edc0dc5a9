package dev.sallyport.agent.wire;

/** How far a {@link Conversation} is, and in what. */
final class Speech {
    /** What begins as a head and is none by then never will be. */
    private static final int LONGEST_HEAD = 1 << 16;

    /** PostgreSQL's request to go on in TLS, which its clients send first. */
    private static final int[] TLS_WANTED = {0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f};

    private boolean proxy;
    private boolean mayWantTls = true;
    private Tls tls;
    private Http http;
    private Socks socks;
    private boolean rest;
    private Pending pending = new Pending();
    private Listener listener = Listener.NOBODY;
    private String refusal;

    /** Authorities that the listener was asked about, of the bytes last read. */
    private int asked;

    Speech(boolean proxy) {
        this.proxy = proxy;
    }

    Speech copy() {
        Speech copy = new Speech(proxy);
        copy.mayWantTls = mayWantTls;
        copy.tls = tls == null ? null : tls.copy();
        copy.http = http == null ? null : http.copy();
        copy.socks = socks == null ? null : socks.copy();
        copy.rest = rest;
        copy.pending = pending.copy();
        copy.refusal = refusal;
        return copy;
    }

    /** The first one that was given; {@code null} for none. */
    String refusal() {
        return refusal;
    }

    /** How many of the next bytes say nothing. */
    long unread() {
        if (refusal != null) {
            return 0;
        }
        if (rest) {
            return Conversation.REST;
        }
        return http != null && pending.size() == 0 ? http.unread() : 0;
    }

    /** Whether the next byte begins a request, and all that was before is done with. */
    boolean isBetween() {
        return http != null && http.isBetween() && pending.size() == 0 && refusal == null && !rest;
    }

    /** Whether the bytes last read asked the listener just once. */
    boolean hasAskedOnce() {
        return asked == 1;
    }

    /** So many of them have gone. */
    void pass(long count) {
        if (!rest && http != null) {
            http.pass(Math.min(count, http.unread()));
        }
    }

    /** Reads the first bytes of an array; what they say, the listener is told. */
    void read(byte[] bytes, int count, Listener told) {
        listener = told;
        asked = 0;
        pending.add(bytes, count);
        boolean more = true;
        while (more && refusal == null && !rest) {
            boolean begun = tls != null || http != null || socks != null;
            more = begun ? goOn() : begin();
        }
        if (refusal == null && !rest) {
            bound();
        }
        if (rest || refusal != null) {
            pending = new Pending();
        }
        listener = Listener.NOBODY;
    }

    // ---- told by the readers of protocols

    void target(String host, int port) {
        answer(listener.target(host, Math.max(0, port)));
    }

    void serverName(String name, Listener.Hello hello) {
        answer(listener.serverName(name, hello));
    }

    void request(HttpHead.Authority authority, HttpHead head) {
        asked++;
        answer(
                listener.request(
                        authority == null ? null : authority.host(),
                        authority == null ? -1 : authority.port(),
                        head.method(),
                        head.path()));
    }

    void unreadable(Listener.What what) {
        rest = true;
        answer(listener.unreadable(what));
    }

    private void answer(String given) {
        refusal = refusal == null ? given : refusal;
    }

    // ---- inside

    private boolean begin() {
        if (pending.size() == 0) {
            return false;
        }
        int first = pending.at(0);
        if (proxy && Socks.begins(first)) {
            socks = new Socks();
        } else if (Http.begins(first)) {
            http = new Http(proxy);
        } else if (proxy) {
            unreadable(Listener.What.PROXY);
        } else if (mayWantTls && first == TLS_WANTED[0]) {
            return passTlsWanted();
        } else if (!Tls.mayBegin(first)) {
            rest = true;
        } else if (pending.size() <= 2) {
            return false;
        } else if (Tls.begins(first, pending.at(1), pending.at(2))) {
            tls = new Tls();
        } else {
            rest = true;
        }
        return true;
    }

    private boolean passTlsWanted() {
        int count = Math.min(pending.size(), TLS_WANTED.length);
        for (int i = 0; i < count; i++) {
            rest |= pending.at(i) != TLS_WANTED[i];
        }
        if (rest || count < TLS_WANTED.length) {
            return false;
        }
        pending.skip(count);
        mayWantTls = false;
        return true;
    }

    private boolean goOn() {
        if (tls != null) {
            boolean more = tls.read(pending, this);
            rest |= tls.isOver();
            return more;
        }
        boolean more = http != null ? http.read(pending, this) : socks.read(pending, this);
        if (http != null ? http.isConnected() : socks.isConnected()) {
            // What follows goes to the target.
            proxy = false;
            mayWantTls = true;
            http = null;
            socks = null;
            return true;
        }
        rest |= http != null ? http.isOver() : socks.isOver();
        return more;
    }

    private void bound() {
        int open = pending.size() + (tls == null ? 0 : tls.pending());
        if (tls != null && tls.hasGreeted() && tls.spent() > LONGEST_HEAD) {
            rest = true;
        } else if (open > LONGEST_HEAD) {
            if (http != null && !http.mustEnd(pending)) {
                rest = true;
            } else {
                unreadable(
                        tls != null
                                ? Listener.What.HELLO
                                : proxy ? Listener.What.PROXY : Listener.What.REQUEST);
            }
        }
    }
}
