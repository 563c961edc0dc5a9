package dev.sallyport.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rules by address range: a hash table that is asked once for each prefix length in use, of which
 * there are few however many rules there are.
 */
final class RangeTable {
    private final AddressRange[] ranges;
    private final Rule[][] rules;
    private final int[] ipv4Prefixes;
    private final int[] ipv6Prefixes;

    RangeTable(Map<AddressRange, List<Rule>> rulesByRange) {
        int capacity = Integer.highestOneBit(Math.max(1, rulesByRange.size())) * 4;
        ranges = new AddressRange[capacity];
        rules = new Rule[capacity][];
        boolean[] ipv4 = new boolean[33];
        boolean[] ipv6 = new boolean[129];
        for (Map.Entry<AddressRange, List<Rule>> entry : rulesByRange.entrySet()) {
            AddressRange range = entry.getKey();
            Address first = range.first();
            (first.isIpv4() ? ipv4 : ipv6)[range.prefix()] = true;
            int slot = slot(first.high(), first.low(), range.prefix());
            while (ranges[slot] != null) {
                slot = (slot + 1) & (capacity - 1);
            }
            ranges[slot] = range;
            rules[slot] = entry.getValue().toArray(new Rule[0]);
        }
        ipv4Prefixes = used(ipv4);
        ipv6Prefixes = used(ipv6);
    }

    private static int[] used(boolean[] prefixes) {
        int count = 0;
        int[] used = new int[prefixes.length];
        for (int prefix = 0; prefix < prefixes.length; prefix++) {
            if (prefixes[prefix]) {
                used[count++] = prefix;
            }
        }
        return Arrays.copyOf(used, count);
    }

    /** Shows a search the rules of every range that the address, or the IPv4 inside it, meets. */
    void find(Address address, RuleSearch search) {
        long bits = address.ipv4Bits();
        if (bits >= 0) {
            for (int prefix : ipv4Prefixes) {
                find(true, 0, bits & AddressRange.lowMask(true, prefix), prefix, search);
            }
        }
        if (!address.isIpv4()) {
            for (int prefix : ipv6Prefixes) {
                long high = address.high() & AddressRange.highMask(prefix);
                long low = address.low() & AddressRange.lowMask(false, prefix);
                find(false, high, low, prefix, search);
            }
        }
    }

    private void find(boolean ipv4, long high, long low, int prefix, RuleSearch search) {
        int slot = slot(high, low, prefix);
        while (ranges[slot] != null) {
            AddressRange range = ranges[slot];
            Address first = range.first();
            if (range.prefix() == prefix
                    && first.isIpv4() == ipv4
                    && first.high() == high
                    && first.low() == low) {
                search.visit(rules[slot]);
                return;
            }
            slot = (slot + 1) & (ranges.length - 1);
        }
    }

    private int slot(long high, long low, int prefix) {
        long mixed = ((high * 31 + low) * 131 + prefix) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (ranges.length - 1);
    }
}
