package dev.sallyport.agent.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The head of an HTTP/1 request (RFC 9112), read strictly: what servers might read in two ways is
 * not read at all. A target with blanks is let be, which old clients send.
 */
final class HttpHead {
    private static final String CONNECT = "CONNECT";
    private static final String HTTPS = "https";
    private static final String WSS = "wss";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LARGEST_PORT = 0xffff;
    private static final int LONGEST_LENGTH = 18;

    /**
     * What a request names as its server.
     *
     * @param port -1 where none is given
     */
    record Authority(String host, int port) {}

    private final String method;
    private final String path;
    private final List<Authority> authorities = new ArrayList<>();
    private boolean absolute;
    private boolean chunked;
    private boolean upgrades;
    private long length = -1;
    private boolean valid = true;
    private boolean mixed;

    private HttpHead(String method, String target) {
        this.method = method;
        this.path = pathOf(target);
    }

    /**
     * Whether some server might take a line for the first one of a request: one that ends in a
     * version, or asks in the oldest way for something at another server. Others may speak of HTTP,
     * as those of logs do.
     */
    static boolean isMeant(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) <= ' ') {
            end--;
        }
        int last = end;
        while (last > 0 && line.charAt(last - 1) > ' ') {
            last--;
        }
        boolean two = last > 0 && line.indexOf(' ') == last - 1;
        return line.regionMatches(true, last, "HTTP/", 0, 5)
                || (two && line.startsWith("GET ") && line.indexOf("://") > 0);
    }

    /** Whether a line is the beginning of HTTP/2, where both sides know that they speak it. */
    static boolean isPreface(String line) {
        return line.equals("PRI * HTTP/2.0\r\n");
    }

    /**
     * Reads a head.
     *
     * @param text with the empty line at its end
     * @return {@code null} where it is not to be read in one way only
     */
    static HttpHead read(String text) {
        int end = text.indexOf('\n');
        if (!hasPlainLines(text)) {
            return null;
        }
        String line = text.substring(0, endOfLine(text, 0, end));
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last <= first + 1 || !isVersion(line.substring(last + 1))) {
            return null;
        }
        String target = line.substring(first + 1, last);
        HttpHead head = new HttpHead(line.substring(0, first), target);
        if (!HostText.isToken(head.method) || !head.readTarget(target)) {
            return null;
        }
        boolean returns = text.charAt(end - 1) == '\r';
        int at = end + 1;
        while (at < text.length()) {
            int next = text.indexOf('\n', at);
            head.mixed |= returns != (next > 0 && text.charAt(next - 1) == '\r');
            head.readField(text, at, endOfLine(text, at, next));
            at = next + 1;
        }
        return head.isPlain() ? head : null;
    }

    /**
     * Where only some lines end in a carriage return as well, servers disagree about what the lines
     * are, and so about how long the body is.
     */
    private boolean isPlain() {
        boolean framed = chunked || length >= 0;
        return valid && !(chunked && length >= 0) && !(mixed && framed);
    }

    private static int endOfLine(String text, int from, int feed) {
        return feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
    }

    String method() {
        return method;
    }

    /** As on the wire, with its query. */
    String path() {
        return path;
    }

    /** All that are named, the target's first. */
    List<Authority> authorities() {
        return authorities;
    }

    boolean isConnect() {
        return method.equals(CONNECT);
    }

    /** Whether servers may disagree about where it ends. */
    boolean isMixed() {
        return mixed;
    }

    /** Whether it says that another protocol may follow. */
    boolean upgrades() {
        return upgrades;
    }

    boolean isChunked() {
        return chunked;
    }

    /** Of the body; 0 where there is none, or it is chunked. */
    long length() {
        return Math.max(0, length);
    }

    /** No NUL, no carriage return without a line feed, no folded line. */
    private static boolean hasPlainLines(String text) {
        if (text.indexOf(0) >= 0) {
            return false;
        }
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            if (text.charAt(at + 1) != '\n') {
                return false;
            }
        }
        int last = text.length() - 1;
        for (int at = text.indexOf('\n'); at >= 0 && at < last; at = text.indexOf('\n', at + 1)) {
            if (HostText.isBlank(text.charAt(at + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion(String word) {
        return word.equals("HTTP/1.1") || word.equals("HTTP/1.0");
    }

    private boolean readTarget(String target) {
        if (isConnect()) {
            return add(target, -1);
        }
        int scheme = target.indexOf("://");
        if (target.charAt(0) == '/' || target.equals("*") || scheme <= 0) {
            // What is neither form names nobody; a proxy would not know what to do with it.
            return target.charAt(0) == '/' || target.equals("*");
        }
        absolute = true;
        int end = HostText.endOfAuthority(target, scheme + 3);
        String authority = target.substring(scheme + 3, end);
        boolean secure = isScheme(target, scheme, HTTPS) || isScheme(target, scheme, WSS);
        int user = authority.lastIndexOf('@');
        return add(authority.substring(user + 1), secure ? HTTPS_PORT : HTTP_PORT);
    }

    private static boolean isScheme(String target, int end, String scheme) {
        return end == scheme.length() && target.regionMatches(true, 0, scheme, 0, end);
    }

    private static String pathOf(String target) {
        int scheme = target.indexOf("://");
        if (target.charAt(0) == '/' || scheme <= 0) {
            return target;
        }
        int end = HostText.endOfAuthority(target, scheme + 3);
        String path = target.substring(end);
        return path.isEmpty() ? "/" : path.charAt(0) == '/' ? path : "/" + path;
    }

    private boolean add(String authority, int otherwise) {
        int colon = authority.lastIndexOf(':');
        boolean literal = authority.indexOf('[') == 0;
        if (colon < authority.lastIndexOf(']')) {
            colon = -1;
        }
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String number = colon < 0 ? "" : authority.substring(colon + 1);
        int port = number.isEmpty() ? otherwise : HostText.number(number, LARGEST_PORT);
        boolean bracketed = literal && host.indexOf(']') == host.length() - 1;
        if (!HostText.isHost(host)
                || (literal ? !bracketed : host.indexOf(':') >= 0)
                || (!number.isEmpty() && port < 0)) {
            return false;
        }
        authorities.add(new Authority(literal ? host.substring(1, host.length() - 1) : host, port));
        return true;
    }

    /** Most fields say nothing here, and nothing is made of them. */
    private void readField(String text, int from, int to) {
        int colon = from;
        while (colon < to && text.charAt(colon) != ':') {
            colon++;
        }
        boolean host = HostText.isLike(text, from, colon, "host");
        boolean coding = HostText.isLike(text, from, colon, "transfer-encoding");
        boolean size = HostText.isLike(text, from, colon, "content-length");
        if (host || coding || size) {
            boolean named = colon < to && HostText.isToken(text.substring(from, colon));
            String value = named ? HostText.stripped(text.substring(colon + 1, to)) : "";
            if (!named) {
                valid = false;
            } else if (host) {
                readHost(value);
            } else if (coding) {
                valid &= !chunked && value.regionMatches(true, value.length() - 7, "chunked", 0, 7);
                chunked = true;
            } else {
                long given = value.length() > LONGEST_LENGTH ? -1 : HostText.digits(value);
                valid &= given >= 0 && (length < 0 || length == given);
                length = given;
            }
        } else if (HostText.isLike(text, from, colon, "upgrade")) {
            upgrades = true;
        }
    }

    /** A proxy goes by the target of CONNECT, and some clients say the proxy's name here. */
    private void readHost(String value) {
        if (!value.isEmpty()) {
            valid &= isConnect() || add(value, absolute ? authorities.get(0).port() : -1);
        }
    }
}
