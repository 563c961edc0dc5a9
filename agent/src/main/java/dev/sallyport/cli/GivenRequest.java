package dev.sallyport.cli;

import dev.sallyport.policy.Destination;

/**
 * The request that {@code --request} gives, as {@code GET https://api.example/path}: nothing of it
 * is decoded or put right, as nothing on the wire is.
 *
 * @param path with its query, as it is written
 */
record GivenRequest(String method, String host, int port, String path) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException it is none, with the reason as a clause
     */
    static GivenRequest parse(String text) {
        int blank = text.indexOf(' ');
        int scheme = text.indexOf("://");
        if (blank < 1 || scheme < blank) {
            throw new IllegalArgumentException("is no request; write \"GET https://host/path\"");
        }
        int start = scheme + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start, end);
        if (authority.isEmpty() || authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("needs a host, and no user before it");
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        return new GivenRequest(
                text.substring(0, blank),
                hasPort ? authority.substring(0, colon) : authority,
                hasPort
                        ? port(authority.substring(colon + 1))
                        : defaultPort(text.substring(blank + 1, scheme)),
                text.substring(end));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("has no port (1 to 65535) there", notANumber);
        }
        throw new IllegalArgumentException("has no port (1 to 65535) there");
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> throw new IllegalArgumentException("is neither http nor https");
        };
    }

    Destination on(Destination opened) {
        return new Destination.Request(opened, host, port, method, path);
    }
}
