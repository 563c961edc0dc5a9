package dev.sallyport.cli.edit;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.AddressRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The smallest ranges that are honest about addresses seen: each by itself; several of one private
 * neighbourhood (a /24, or a /64 of IPv6) as that, since the next one will be its neighbour.
 *
 * <p>Loopback, link-local (where the cloud's metadata are) and public addresses never grow.
 */
final class Ranges {
    private static final List<AddressRange> PRIVATE =
            List.of(
                    AddressRange.parse("10.0.0.0/8"),
                    AddressRange.parse("172.16.0.0/12"),
                    AddressRange.parse("192.168.0.0/16"),
                    AddressRange.parse("100.64.0.0/10"),
                    AddressRange.parse("fc00::/7"));

    private Ranges() {}

    /** Sorted texts of ranges. */
    static List<String> of(Collection<Address> addresses) {
        Map<String, SortedSet<String>> neighbourhoods = new LinkedHashMap<>();
        SortedSet<String> ranges = new TreeSet<>();
        for (Address address : addresses) {
            if (isPrivate(address)) {
                neighbourhoods
                        .computeIfAbsent(neighbourhood(address), any -> new TreeSet<>())
                        .add(address.toString());
            } else {
                ranges.add(address.toString());
            }
        }
        for (Map.Entry<String, SortedSet<String>> entry : neighbourhoods.entrySet()) {
            if (entry.getValue().size() > 1) {
                ranges.add(entry.getKey());
            } else {
                ranges.addAll(entry.getValue());
            }
        }
        return new ArrayList<>(ranges);
    }

    private static boolean isPrivate(Address address) {
        return address.embedded() == null && PRIVATE.stream().anyMatch(r -> r.meets(address));
    }

    private static String neighbourhood(Address address) {
        byte[] bytes = address.toBytes();
        int kept = bytes.length == 4 ? 3 : 8;
        for (int i = kept; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        return Address.of(bytes) + "/" + kept * 8;
    }
}
