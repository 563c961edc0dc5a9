package dev.sallyport.policy;

/**
 * An IP address, immutable and independent of {@code java.net.InetAddress} (whose bytes another
 * thread can change while it is being checked).
 *
 * <p>IPv4-mapped IPv6 ({@code ::ffff:0:0/96}) becomes the IPv4 address: on the wire it is one. The
 * other forms that carry an IPv4 address (compatible, NAT64, 6to4) stay IPv6 and offer it as {@link
 * #embedded()}.
 */
public final class Address {
    private static final long INT = 0xffff_ffffL;

    /** The upper half of an IPv6 address; 0 for IPv4. */
    private final long high;

    /** The lower half of an IPv6 address, or the 32 bits of an IPv4 address. */
    private final long low;

    private final boolean ipv4;

    private Address(long high, long low, boolean ipv4) {
        this.high = high;
        this.low = low;
        this.ipv4 = ipv4;
    }

    static Address ofIpv4(long bits) {
        return new Address(0, bits & INT, true);
    }

    static Address ofIpv6(long high, long low) {
        if (high == 0 && low >>> 32 == 0xffff) {
            return ofIpv4(low);
        }
        return new Address(high, low, false);
    }

    /**
     * The address of 4 or 16 bytes in network order; they are copied.
     *
     * @throws IllegalArgumentException if there are neither 4 nor 16
     */
    public static Address of(byte[] bytes) {
        if (bytes.length == 4) {
            return ofIpv4(bits(bytes, 0, 4));
        }
        if (bytes.length == 16) {
            return ofIpv6(bits(bytes, 0, 8), bits(bytes, 8, 8));
        }
        throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    }

    private static long bits(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        return bits;
    }

    /**
     * The address of a literal: a dotted quad, or IPv6 as in RFC 4291 with its scope id, if any,
     * dropped. Never a name, never a look-up.
     *
     * @throws IllegalArgumentException if it is no such literal
     */
    public static Address parse(String literal) {
        Address address = AddressLiteral.parse(literal);
        if (address == null) {
            throw new IllegalArgumentException("is no IP address");
        }
        return address;
    }

    public boolean isIpv4() {
        return ipv4;
    }

    /**
     * The IPv4 address inside an IPv6 address: IPv4-compatible (RFC 4291, except {@code ::} and
     * {@code ::1}), NAT64 64:ff9b::/96 (RFC 6052) or 6to4 2002::/16 (RFC 3056); null if there is
     * none.
     */
    public Address embedded() {
        long inner = ipv4 ? -1 : ipv4Bits();
        return inner < 0 ? null : ofIpv4(inner);
    }

    /** The 32 bits of this IPv4 address or of the one inside; -1 if there is none. */
    long ipv4Bits() {
        if (ipv4) {
            return low;
        }
        boolean compatible = high == 0 && low >>> 32 == 0 && low > 1;
        boolean nat64 = high == 0x0064_ff9b_0000_0000L && low >>> 32 == 0;
        if (compatible || nat64) {
            return low;
        }
        return high >>> 48 == 0x2002 ? high >>> 16 & INT : -1;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Whether this is 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return ipv4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /**
     * Whether a host rule without addresses of its own does not open this address, because it leads
     * into the machine or its neighbourhood (IANA's special-purpose registries; documentation
     * ranges and 198.18.0.0/15 are ordinary). Judged on the IPv4 address where there is one inside.
     */
    public boolean isSpecial() {
        long inner = ipv4Bits();
        return inner < 0 ? isSpecialIpv6() : isSpecialIpv4((int) inner);
    }

    /**
     * Whether this lies in a private network: RFC 1918, RFC 6598 (100.64/10) or RFC 4193
     * (fc00::/7). Judged on the IPv4 address where there is one inside.
     */
    boolean isPrivateNetwork() {
        long inner = ipv4Bits();
        if (inner < 0) {
            return (high >>> 57) == 0xfc >>> 1;
        }
        int bits = (int) inner;
        return bits >>> 24 == 10
                || bits >>> 22 == (100 << 2 | 1)
                || bits >>> 20 == (172 << 4 | 1)
                || bits >>> 16 == (192 << 8 | 168);
    }

    /**
     * Whether this means another machine on each machine that uses it: loopback, link-local (RFC
     * 3927, RFC 4291) and the unspecified addresses.
     */
    boolean isOfEachMachine() {
        long inner = ipv4Bits();
        if (inner < 0) {
            return (high == 0 && (low == 0 || low == 1)) || high >>> 54 == 0xfe80 >>> 6;
        }
        int first = (int) inner >>> 24;
        return first == 0 || first == 127 || (int) inner >>> 16 == (169 << 8 | 254);
    }

    private static boolean isSpecialIpv4(int bits) {
        int first = bits >>> 24;
        int two = bits >>> 16;
        return first == 0
                || first == 10
                || first == 127
                || first >= 224 // multicast 224/4 and reserved 240/4
                || bits >>> 22 == (100 << 2 | 1) // 100.64/10
                || two == (169 << 8 | 254)
                || bits >>> 20 == (172 << 4 | 1) // 172.16/12
                || bits >>> 8 == (192 << 16) // 192.0.0/24
                || two == (192 << 8 | 168);
    }

    private boolean isSpecialIpv6() {
        int first = (int) (high >>> 48);
        return (high == 0 && (low == 0 || low == 1))
                || (first & 0xfe00) == 0xfc00 // unique local
                || (first & 0xff80) == 0xfe80 // link-local fe80::/10, site-local fec0::/10
                || (first & 0xff00) == 0xff00 // multicast
                || high >>> 16 == 0x0064_ff9b_0001L // local-use NAT64
                || high >>> 32 == 0x2001_0000L; // Teredo
    }

    /** A new array of the 4 or 16 bytes in network order. */
    public byte[] toBytes() {
        byte[] bytes = new byte[ipv4 ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            long half = fromEnd < 8 ? low : high;
            bytes[i] = (byte) (half >>> (fromEnd % 8 * 8));
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && high == that.high
                && low == that.low
                && ipv4 == that.ipv4;
    }

    @Override
    public int hashCode() {
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed ^ mixed >>> 32) + (ipv4 ? 1 : 0);
    }

    /** The literal: a dotted quad, or IPv6 as RFC 5952 spells it. */
    @Override
    public String toString() {
        return ipv4 ? AddressLiteral.ofIpv4((int) low) : AddressLiteral.ofIpv6(high, low);
    }
}
