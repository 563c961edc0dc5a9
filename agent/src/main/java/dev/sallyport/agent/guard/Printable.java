package dev.sallyport.agent.guard;

import dev.sallyport.event.HttpRequest;

/** Text of unknown origin, fit for one line of a message. */
final class Printable {
    private static final int LONGEST = 253;
    private static final int LONGEST_PATH = 200;

    private Printable() {}

    /**
     * Printable ASCII, everything else as {@code ?}; cut at the length of the longest host name.
     */
    static String text(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length() && i < LONGEST; i++) {
            char c = raw.charAt(i);
            text.append(c > ' ' && c < 0x7f ? c : c == ' ' ? '_' : '?');
        }
        return text.toString();
    }

    /**
     * A request as it is put on record: without its query, which may be a secret.
     *
     * @param method {@code null} where it is not known; so may be the path
     */
    static HttpRequest request(String method, String path) {
        return new HttpRequest(
                method == null ? null : text(method), path == null ? null : text(plain(path)));
    }

    private static String plain(String path) {
        int query = path.indexOf('?');
        int end = query < 0 ? path.length() : query;
        return path.substring(0, Math.min(end, LONGEST_PATH));
    }
}
