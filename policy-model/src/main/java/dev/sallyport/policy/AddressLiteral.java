package dev.sallyport.policy;

/** Reads and writes address literals. Strict: what {@code inet_aton} would guess at is refused. */
final class AddressLiteral {
    private AddressLiteral() {}

    /** The address, or null if the text is no literal. */
    static Address parse(String text) {
        if (text.indexOf(':') >= 0) {
            int scope = text.indexOf('%');
            boolean emptyScope = scope == text.length() - 1;
            return emptyScope ? null : parseIpv6(scope < 0 ? text : text.substring(0, scope));
        }
        long bits = parseIpv4(text, 0);
        return bits < 0 ? null : Address.ofIpv4(bits);
    }

    /** The address of a URL's host, where IPv6 stands in brackets; null if it is no literal. */
    static Address ofHost(String host) {
        boolean brackets = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        return parse(brackets ? host.substring(1, host.length() - 1) : host);
    }

    /** The 32 bits of a dotted quad that runs to the end of the text, or -1. */
    private static long parseIpv4(String text, int from) {
        long bits = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (at >= text.length() || text.charAt(at) != '.') {
                    return -1;
                }
                at++;
            }
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at) - '0');
                at++;
            }
            // A leading zero means octal to some readers: 010.0.0.1 has no one meaning.
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            bits = bits << 8 | value;
        }
        return at == text.length() ? bits : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Address parseIpv6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != ':') {
                end++;
            }
            if (end == text.length() && text.indexOf('.', at) >= 0) {
                long quad = parseIpv4(text, at);
                if (quad < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (quad >>> 16);
                groups[count++] = (int) (quad & 0xffff);
                break;
            }
            int group = parseGroup(text, at, end);
            if (group < 0 || count == 8) {
                return null;
            }
            groups[count++] = group;
            if (end == text.length()) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        boolean complete = gap < 0 ? count == 8 : count < 8;
        return complete ? ofGroups(groups, count, gap) : null;
    }

    private static int parseGroup(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Address ofGroups(int[] groups, int count, int gap) {
        int zeros = 8 - count;
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int group;
            if (gap < 0 || i < gap) {
                group = groups[i];
            } else {
                group = i < gap + zeros ? 0 : groups[i - zeros];
            }
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return Address.ofIpv6(high, low);
    }

    static String ofIpv4(int bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }

    /** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as ::. */
    static String ofIpv6(long high, long low) {
        int gap = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(high, low, i + run) == 0) {
                run++;
            }
            if (run > longest) {
                gap = i;
                longest = run;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out.append("::");
                i += longest - 1;
                continue;
            }
            if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(group(high, low, i)));
        }
        return out.toString();
    }

    private static int group(long high, long low, int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - index % 4 * 16) & 0xffff);
    }
}
