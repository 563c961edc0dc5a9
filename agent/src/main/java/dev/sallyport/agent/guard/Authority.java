package dev.sallyport.agent.guard;

/**
 * The host of a request and its port, as the request names them (RFC 9110, 7.2): {@code
 * api.example}, {@code api.example:8443}, {@code [2001:db8::1]:443}.
 *
 * @param host what stands there, whatever it is; text that is no authority is a host that no policy
 *     has
 * @param port 0 where none is named
 */
record Authority(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    static Authority of(String text) {
        String plain = text.substring(text.lastIndexOf('@') + 1);
        int colon = plain.lastIndexOf(':');
        if (colon < 0 || colon < plain.lastIndexOf(']')) {
            return new Authority(plain, 0);
        }
        if (colon == plain.length() - 1) {
            return new Authority(plain.substring(0, colon), 0);
        }
        int port = number(plain, colon + 1);
        return port > 0 ? new Authority(plain.substring(0, colon), port) : new Authority(text, 0);
    }

    /** The same host at another port. */
    Authority at(int otherPort) {
        return new Authority(host, otherPort);
    }

    /** 0 for what is no port. */
    private static int number(String text, int from) {
        int number = 0;
        for (int at = from; at < text.length(); at++) {
            char digit = text.charAt(at);
            number = digit < '0' || digit > '9' ? HIGHEST_PORT + 1 : number * 10 + digit - '0';
            if (number > HIGHEST_PORT) {
                return 0;
            }
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Authority that && port == that.port && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        return port == 0 ? host : host + ":" + port;
    }
}
