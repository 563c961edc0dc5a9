package dev.sallyport.agent.wire;

import dev.sallyport.policy.Address;

/**
 * One plain DNS query: a single question of the Internet's class, and nothing beside it that could
 * carry a message of its own but the question's name.
 */
public final class DnsQuery {
    /** A name of 255 bytes, and an OPT record. */
    private static final int LONGEST = 12 + 255 + 4 + 11;

    /** Recursion desired, authentic data, checking disabled: what a client may set. */
    private static final int FLAGS_OF_QUERIES = 0x0130;

    /** DNSSEC OK, of EDNS. */
    private static final int DNSSEC = 0x8000;

    private static final String REVERSE_IPV4 = ".in-addr.arpa";
    private static final String REVERSE_IPV6 = ".ip6.arpa";

    private final int id;
    private final String name;
    private final int type;

    private DnsQuery(int id, String name, int type) {
        this.id = id;
        this.name = name;
        this.type = type;
    }

    /** The most bytes that a plain query has. */
    public static int longest() {
        return LONGEST;
    }

    /**
     * Reads a datagram on its way to a DNS server.
     *
     * @return {@code null} where it is anything but one plain query
     */
    public static DnsQuery of(byte[] datagram) {
        DnsMessage message = new DnsMessage(datagram);
        if (message.isCut()
                || datagram.length > LONGEST
                || (message.flags() & ~FLAGS_OF_QUERIES) != 0
                || message.count(0) != 1
                || message.count(1) != 0
                || message.count(2) != 0
                || message.count(3) > 1
                || !message.isNextNamePlain()) {
            return null;
        }
        String name = message.nextName();
        int type = message.nextU2();
        boolean internet = message.nextU2() == DnsMessage.INTERNET;
        boolean plain = message.count(3) == 0 || isPlainEdns(message);
        return internet && plain && message.isAtEnd()
                ? new DnsQuery(message.id(), name, type)
                : null;
    }

    /** RFC 6891, section 6.1: no options, which could say anything. */
    private static boolean isPlainEdns(DnsMessage message) {
        boolean root = ".".equals(message.nextName());
        boolean opt = message.nextU2() == DnsMessage.OPT;
        message.nextU2(); // how much the client can take
        boolean version = message.nextU2() == 0;
        boolean flags = (message.nextU2() & ~DNSSEC) == 0;
        boolean empty = message.nextU2() == 0;
        return root && opt && version && flags && empty;
    }

    /** Of client and server's own. */
    public int id() {
        return id;
    }

    /** What is asked for, as {@link DnsMessage#nextName} spells it. */
    public String name() {
        return name;
    }

    int type() {
        return type;
    }

    /** The address whose name is asked for; {@code null} where something else is. */
    public Address reversed() {
        if (type != DnsMessage.PTR) {
            return null;
        }
        if (name.endsWith(REVERSE_IPV4)) {
            return address(name.length() - REVERSE_IPV4.length(), 4, 10);
        }
        return name.endsWith(REVERSE_IPV6)
                ? address(name.length() - REVERSE_IPV6.length(), 32, 16)
                : null;
    }

    /** As RFC 1035, section 3.5, and RFC 3596, section 2.5, write it: the last part first. */
    private Address address(int end, int parts, int radix) {
        byte[] bytes = new byte[parts == 4 ? 4 : 16];
        int from = 0;
        for (int i = 0; i < parts; i++) {
            int dot = i == parts - 1 ? end : name.indexOf('.', from);
            int part = dot > end || dot < 0 ? -1 : part(from, dot, radix);
            if (part < 0) {
                return null;
            }
            int place = parts - 1 - i;
            if (parts == 4) {
                bytes[place] = (byte) part;
            } else {
                bytes[place / 2] |= (byte) (place % 2 == 0 ? part << 4 : part);
            }
            from = dot + 1;
        }
        return Address.of(bytes);
    }

    /** A number without leading zeros: one spelling for each address. */
    private int part(int from, int to, int radix) {
        int digits = to - from;
        if (digits < 1
                || digits > (radix == 10 ? 3 : 1)
                || (digits > 1 && name.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(name.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value <= 255 ? value : -1;
    }
}
