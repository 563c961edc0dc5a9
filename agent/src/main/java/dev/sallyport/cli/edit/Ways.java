package dev.sallyport.cli.edit;

import dev.sallyport.policy.AddressRange;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Proxy;
import dev.sallyport.policy.Resolver;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways by which servers go out, compared: the proxies and resolvers of two policies. A proxy
 * more is one place more to connect to. One less may be wider as well: where a rule opens the same
 * place, what that proxy is asked for is not judged any more.
 */
final class Ways {
    private Ways() {}

    /** One line for each that lets something go which was not. */
    static List<String> wider(Policy before, Policy after) {
        List<String> found = new ArrayList<>();
        for (Proxy proxy : after.proxies()) {
            if (before.proxies().stream().noneMatch(old -> isWithin(proxy, old))) {
                found.add("+proxy " + words(proxy));
            }
        }
        for (Proxy proxy : before.proxies()) {
            boolean kept = after.proxies().stream().anyMatch(now -> isWithin(proxy, now));
            if (!kept && after.allow().stream().anyMatch(rule -> mayOpen(rule, proxy))) {
                found.add("what proxy " + words(proxy) + " is asked for is not judged any more");
            }
        }
        for (Resolver resolver : after.resolvers().list()) {
            if (before.resolvers().list().stream().noneMatch(old -> isWithin(resolver, old))) {
                found.add("+resolver " + resolver);
            }
        }
        return found;
    }

    private static String words(Proxy proxy) {
        List<String> ranges = new ArrayList<>();
        if (proxy.addresses() != null) {
            proxy.addresses().forEach(range -> ranges.add(range.toString()));
        }
        return proxy + (ranges.isEmpty() ? "" : " at " + String.join(", ", ranges));
    }

    private static boolean isWithin(Proxy proxy, Proxy other) {
        boolean samePlace =
                proxy.host() != null
                        ? proxy.host().equals(other.host())
                        : other.range() != null && other.range().contains(proxy.range());
        return samePlace && other.ports().containsAll(proxy.ports()) && areWithin(proxy, other);
    }

    /** What a proxy without addresses may lie at is a matter of its own: the same, or told. */
    private static boolean areWithin(Proxy proxy, Proxy other) {
        if (proxy.addresses() == null || other.addresses() == null) {
            return proxy.addresses() == null && other.addresses() == null;
        }
        for (AddressRange range : proxy.addresses()) {
            if (other.addresses().stream().noneMatch(wide -> wide.contains(range))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some rule may let a connection go to where a proxy listens; not told by address. */
    private static boolean mayOpen(Rule rule, Proxy proxy) {
        return rule.transport() == Transport.TCP && rule.ports().overlap(proxy.ports());
    }

    private static boolean isWithin(Resolver resolver, Resolver other) {
        if (resolver instanceof Resolver.Dns dns && other instanceof Resolver.Dns wide) {
            return dns.address().equals(wide.address()) && wide.ports().containsAll(dns.ports());
        }
        return resolver.toString().equals(other.toString());
    }
}
