package dev.sallyport.cli.report;

import dev.sallyport.cli.names.DnsLabels;
import dev.sallyport.cli.names.Domains;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.AddressRange;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Gives a destination its marks, by itself and by who went there. */
final class Suspicion {
    /** Those of AWS, GCP, Azure and Oracle; AWS by IPv6; Alibaba; ECS tasks. */
    private static final List<AddressRange> METADATA =
            List.of(
                    AddressRange.parse("169.254.169.254"),
                    AddressRange.parse("fd00:ec2::254"),
                    AddressRange.parse("100.100.100.200"),
                    AddressRange.parse("169.254.170.2"),
                    AddressRange.parse("169.254.170.23"));

    private static final Set<String> METADATA_NAMES =
            Set.of(
                    "metadata.google.internal",
                    "metadata",
                    "instance-data",
                    "metadata.azure.internal");

    private static final Domains SHARED = Domains.ofResource("shared-hosting.txt");

    private Suspicion() {}

    static Set<Mark> of(
            Activity activity,
            Target target,
            Collection<String> addresses,
            String lookAlikeOf,
            Collection<Source> sources) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        addresses.forEach(address -> markAddress(address, marks));
        if (target.name() != null) {
            markName(target.name(), marks);
        } else if (target.address() != null) {
            marks.add(Mark.BARE_ADDRESS);
        }
        if (activity == Activity.CONNECT && "none".equals(target.nameSource())) {
            marks.add(Mark.FORGED_NAME);
        }
        if (lookAlikeOf != null) {
            marks.add(Mark.LOOK_ALIKE);
        }
        if (sources.stream().anyMatch(s -> s.calls().certainty() == Certainty.NONE)) {
            marks.add(Mark.NO_CALL);
        }
        return marks;
    }

    private static void markName(String name, Set<Mark> marks) {
        if (METADATA_NAMES.contains(name)) {
            marks.add(Mark.METADATA_ADDRESS);
        }
        if (name.startsWith("xn--") || name.contains(".xn--") || !isAscii(name)) {
            marks.add(Mark.NON_ASCII_NAME);
        }
        if (DnsLabels.areSuspicious(name)) {
            marks.add(Mark.RANDOM_LABEL);
        }
        if (SHARED.contain(name)) {
            marks.add(Mark.SHARED_HOSTING);
        }
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static void markAddress(String literal, Set<Mark> marks) {
        Address address;
        try {
            address = Address.parse(literal);
        } catch (IllegalArgumentException noAddress) {
            return; // an overflow kind's "(others)"
        }
        if (METADATA.stream().anyMatch(range -> range.meets(address))) {
            marks.add(Mark.METADATA_ADDRESS);
        } else if (address.isSpecial()) {
            marks.add(Mark.PRIVATE_RANGE);
        }
    }
}
