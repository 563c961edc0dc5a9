package dev.sallyport.policy;

/**
 * A CIDR range or a single address.
 *
 * <p>A range written in IPv4-mapped form ({@code ::ffff:10.0.0.0/104}) is the IPv4 range it means.
 */
public final class AddressRange {
    private final Address first;
    private final int prefix;

    private AddressRange(Address first, int prefix) {
        this.first = first;
        this.prefix = prefix;
    }

    /**
     * The range of {@code address/prefix} or of a single address.
     *
     * @throws IllegalArgumentException with the reason as a clause: no address, a prefix out of
     *     range, bits set behind the prefix, a scope id
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (literal.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    "has a scope id; a range is meant on every interface");
        }
        Address first = AddressLiteral.parse(literal);
        if (first == null) {
            throw new IllegalArgumentException(
                    "is no IP address or range (a name goes under \"host\")");
        }
        int bits = literal.indexOf(':') < 0 ? 32 : 128;
        int written = slash < 0 ? bits : prefix(text, slash + 1, bits);
        boolean mapped = bits == 128 && first.isIpv4();
        if (mapped && written < 96) {
            throw new IllegalArgumentException("has bits set behind its prefix");
        }
        int prefix = mapped ? written - 96 : written;
        if ((first.low() & ~lowMask(first.isIpv4(), prefix)) != 0
                || (first.high() & ~highMask(prefix)) != 0) {
            throw new IllegalArgumentException(
                    "has bits set behind its prefix; the range is " + network(first, prefix));
        }
        return new AddressRange(first, prefix);
    }

    private static int prefix(String text, int from, int bits) {
        int value = 0;
        boolean number = from < text.length() && text.length() - from <= 3;
        for (int i = from; number && i < text.length(); i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
        }
        boolean leadingZero = text.length() - from > 1 && text.charAt(from) == '0';
        if (!number || leadingZero || value > bits) {
            throw new IllegalArgumentException("needs a prefix length of 0 to " + bits);
        }
        return value;
    }

    private static AddressRange network(Address address, int prefix) {
        return new AddressRange(masked(address, prefix), prefix);
    }

    static Address masked(Address address, int prefix) {
        return address.isIpv4()
                ? Address.ofIpv4(address.low() & lowMask(true, prefix))
                : Address.ofIpv6(
                        address.high() & highMask(prefix), address.low() & lowMask(false, prefix));
    }

    /** The bits of the upper half that a prefix of an IPv6 range fixes. */
    static long highMask(int prefix) {
        if (prefix == 0) {
            return 0;
        }
        return prefix >= 64 ? -1L : -1L << (64 - prefix);
    }

    /** The bits of the lower half (IPv6) or of the 32 bits (IPv4) that a prefix fixes. */
    static long lowMask(boolean ipv4, int prefix) {
        if (ipv4) {
            return 0xffff_ffffL << (32 - prefix) & 0xffff_ffffL;
        }
        return prefix <= 64 ? 0 : -1L << (128 - prefix);
    }

    /** Whether the address itself, or the IPv4 address inside it, lies in this range. */
    public boolean meets(Address address) {
        if (first.isIpv4()) {
            long bits = address.ipv4Bits();
            return bits >= 0 && (bits & lowMask(true, prefix)) == first.low();
        }
        return !address.isIpv4()
                && (address.high() & highMask(prefix)) == first.high()
                && (address.low() & lowMask(false, prefix)) == first.low();
    }

    /** Whether whatever the other range meets, this one does. */
    public boolean contains(AddressRange other) {
        return first.isIpv4() == other.first.isIpv4()
                && prefix <= other.prefix
                && masked(other.first, prefix).equals(first);
    }

    /** Whether this is the IPv4 range, and the IPv4 inside IPv6, that it meets. */
    public boolean isIpv4() {
        return first.isIpv4();
    }

    Address first() {
        return first;
    }

    int prefix() {
        return prefix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange that
                && prefix == that.prefix
                && first.equals(that.first);
    }

    @Override
    public int hashCode() {
        return first.hashCode() * 31 + prefix;
    }

    /** {@code 10.0.0.0/8}, or the bare address of a range that holds only one. */
    @Override
    public String toString() {
        boolean single = prefix == (first.isIpv4() ? 32 : 128);
        return single ? first.toString() : first + "/" + prefix;
    }
}
