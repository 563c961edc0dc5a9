package dev.sallyport.cli.history;

import dev.sallyport.event.Event;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.AddressRange;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.HostPattern;
import java.util.function.Predicate;

/**
 * Attempts that go where somebody asks about: a host by its name or a wildcard, an address or a
 * range, a program, library or socket by a part of its path.
 */
public final class Wanted implements Predicate<Event> {
    private final String text;
    private final AddressRange range;
    private final HostPattern host;

    private Wanted(String text, AddressRange range, HostPattern host) {
        this.text = text;
        this.range = range;
        this.host = host;
    }

    /**
     * What the text means: an address or range if it is one, else a host, else a part of a path;
     * what could be a host is looked for in paths as well.
     *
     * @throws IllegalArgumentException it is empty
     */
    public static Wanted parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("name a host, an address or a part of a path");
        }
        return new Wanted(text, range(text), host(text));
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static HostPattern host(String text) {
        try {
            return HostPattern.forDeny(text);
        } catch (IllegalArgumentException noHost) {
            return null;
        }
    }

    @Override
    public boolean test(Event event) {
        Target target = event.target();
        if (range != null) {
            return target.address() != null && meets(target.address());
        }
        return (host != null && target.name() != null && isNamed(target.name()))
                || (target.path() != null && target.path().contains(text));
    }

    private boolean meets(String literal) {
        try {
            return range.meets(Address.parse(literal));
        } catch (IllegalArgumentException foreign) {
            return false;
        }
    }

    private boolean isNamed(String name) {
        try {
            return host.matches(HostName.canonical(name));
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }
}
