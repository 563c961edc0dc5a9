package dev.sallyport.agent.wire;

import java.util.List;

/**
 * A client's side of HTTP/1, one request after the other. Bodies are passed over by the length that
 * heads give; a request that is not to be read in one way only is unreadable.
 */
final class Http {
    private enum At {
        LINE,
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private static final int LONGEST_CHUNK_SIZE = 15;
    private static final int HEX = 16;

    /** Longer than any method. */
    private static final int BEGINNING = 64;

    private At at = At.LINE;
    private final boolean strict;
    private boolean chunked;
    private boolean upgraded;
    private boolean connected;
    private boolean mixed;
    private boolean over;
    private int scanned;
    private long left;

    /**
     * Nothing is read yet.
     *
     * @param strict whether anything but HTTP is unreadable
     */
    Http(boolean strict) {
        this.strict = strict;
    }

    Http copy() {
        Http copy = new Http(strict);
        copy.at = at;
        copy.chunked = chunked;
        copy.upgraded = upgraded;
        copy.connected = connected;
        copy.mixed = mixed;
        copy.over = over;
        copy.scanned = scanned;
        copy.left = left;
        return copy;
    }

    /** Whether a stream may begin so: with a method, or the empty lines that servers pass over. */
    static boolean begins(int first) {
        return first == '\r' || first == '\n' || HostText.isTokenChar(first);
    }

    /** Whether the next byte begins a request, and what was before makes no difference to it. */
    boolean isBetween() {
        return at == At.LINE && scanned == 0 && !mixed && !upgraded && !connected && !over;
    }

    /** Whether the rest is something else. */
    boolean isOver() {
        return over;
    }

    /** Whether the rest is what a proxy was asked to connect to. */
    boolean isConnected() {
        return connected;
    }

    /** Whether what has come of a line or a head says that it has to end some time. */
    boolean mustEnd(Pending in) {
        int shown = Math.min(in.size(), BEGINNING);
        return at != At.LINE || strict || in.text(0, shown).indexOf(" /") > 0;
    }

    /** Bytes of a body that may go unread. */
    long unread() {
        return at == At.BODY || at == At.CHUNK ? left : 0;
    }

    /** So many of them have gone. */
    void pass(long count) {
        left -= count;
        if (left == 0) {
            at = at == At.CHUNK ? At.CHUNK_END : At.LINE;
        }
    }

    /**
     * Reads on.
     *
     * @return whether there was enough to
     */
    boolean read(Pending in, Speech to) {
        return switch (at) {
            case LINE -> readLine(in, to);
            case HEAD -> readHead(in, to);
            case BODY, CHUNK -> readBody(in);
            case CHUNK_SIZE -> readChunkSize(in, to);
            case CHUNK_END, TRAILER -> readTrailer(in, to);
        };
    }

    private boolean readLine(Pending in, Speech to) {
        while (in.size() > 0 && (in.at(0) == '\r' || in.at(0) == '\n') && scanned == 0) {
            in.skip(1);
        }
        if (in.size() == 0) {
            return false;
        }
        if (!HostText.isTokenChar(in.at(0))) {
            end(to);
            return true;
        }
        int end = scan(in, '\n');
        if (end < 0) {
            return false;
        }
        String line = in.text(0, end + 1);
        if (HttpHead.isPreface(line) || !HttpHead.isMeant(line)) {
            end(to);
            return true;
        }
        at = At.HEAD;
        return true;
    }

    /** It is not HTTP/1: something else, or what was agreed upon since. */
    private void end(Speech to) {
        over = true;
        if (strict && !upgraded) {
            to.unreadable(Listener.What.PROXY);
        } else if (mixed) {
            // Perhaps still the request before, for a server that reads its lines otherwise.
            to.unreadable(Listener.What.REQUEST);
        }
    }

    private int scan(Pending in, char wanted) {
        int at = in.indexOf(wanted, scanned);
        scanned = at < 0 ? in.size() : 0;
        return at;
    }

    /** The end of a head as the most lenient server sees it. */
    private int endOfHead(Pending in) {
        for (int i = in.indexOf('\n', Math.max(1, scanned)); i > 0; i = in.indexOf('\n', i + 1)) {
            int before = in.at(i - 1) == '\r' && i > 1 ? i - 2 : i - 1;
            if (in.at(before) == '\n') {
                scanned = 0;
                return i + 1;
            }
        }
        scanned = in.size();
        return -1;
    }

    private boolean readHead(Pending in, Speech to) {
        int end = endOfHead(in);
        if (end < 0) {
            return false;
        }
        HttpHead head = HttpHead.read(in.text(0, end));
        in.skip(end);
        if (head == null) {
            over = true;
            to.unreadable(Listener.What.REQUEST);
            return true;
        }
        List<HttpHead.Authority> authorities = head.authorities();
        for (int i = 0; i < authorities.size(); i++) {
            if (strict && head.isConnect()) {
                to.target(authorities.get(i).host(), authorities.get(i).port());
            } else {
                to.request(authorities.get(i), head);
            }
        }
        if (authorities.isEmpty()) {
            to.request(null, head);
        }
        connected = head.isConnect();
        mixed = head.isMixed();
        upgraded = head.upgrades();
        chunked = head.isChunked();
        left = head.length();
        at = chunked ? At.CHUNK_SIZE : left > 0 ? At.BODY : At.LINE;
        return true;
    }

    private boolean readBody(Pending in) {
        int count = (int) Math.min(left, in.size());
        if (count > 0) {
            in.skip(count);
            pass(count);
        }
        return count > 0;
    }

    private boolean readChunkSize(Pending in, Speech to) {
        int end = scan(in, '\n');
        if (end < 0) {
            return false;
        }
        String line = in.text(0, end);
        in.skip(end + 1);
        int digits = 0;
        long size = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), HEX) >= 0) {
            size = size * HEX + Character.digit(line.charAt(digits), HEX);
            digits++;
        }
        boolean plain =
                digits > 0
                        && digits <= LONGEST_CHUNK_SIZE
                        && digits < line.length()
                        && (line.charAt(digits) == '\r' || line.charAt(digits) == ';')
                        && line.indexOf('\r') == line.length() - 1;
        if (!plain) {
            over = true;
            to.unreadable(Listener.What.REQUEST);
            return true;
        }
        left = size;
        at = size == 0 ? At.TRAILER : At.CHUNK;
        return true;
    }

    /** The line's end after a chunk; after the last one fields up to an empty line. */
    private boolean readTrailer(Pending in, Speech to) {
        int end = scan(in, '\n');
        if (end < 0) {
            return false;
        }
        boolean empty = end == 1 && in.at(0) == '\r';
        if (!empty && (at == At.CHUNK_END || end == 0 || in.at(end - 1) != '\r')) {
            over = true;
            to.unreadable(Listener.What.REQUEST);
            return true;
        }
        in.skip(end + 1);
        if (at == At.CHUNK_END) {
            at = At.CHUNK_SIZE;
        } else if (empty) {
            at = At.LINE;
        }
        return true;
    }
}
