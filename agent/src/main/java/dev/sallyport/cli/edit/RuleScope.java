package dev.sallyport.cli.edit;

import dev.sallyport.policy.AddressRange;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Ports;
import dev.sallyport.policy.RequestPattern;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One thing that a rule speaks of: of its ports one unbroken range, of its tools, callers, address
 * ranges, methods and paths one. {@code null} stands for all. A rule is the sum of its scopes, so
 * each may lie in another rule.
 */
record RuleScope(
        Ports ports,
        String tool,
        CallerPattern caller,
        AddressRange addresses,
        String method,
        RequestPattern path) {
    /**
     * Ranges that hold special addresses, or IPv6 that may hold an IPv4 one: what a rule without
     * addresses does not open.
     */
    private static final List<AddressRange> SPECIAL =
            ranges(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "224.0.0.0/3",
                    "::/16",
                    "64:ff9b::/32",
                    "2001::/32",
                    "2002::/16",
                    "fc00::/6");

    private static List<AddressRange> ranges(String... texts) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.add(AddressRange.parse(text));
        }
        return ranges;
    }

    /** What an allow rule opens that none of the others does. */
    static List<String> wider(Rule rule, List<Rule> others) {
        List<Rule> sameDestination =
                others.stream().filter(other -> isDestinationWithin(rule, other)).toList();
        String words = RuleWords.of(rule);
        if (sameDestination.isEmpty()) {
            return List.of("+" + words);
        }
        TreeSet<String> lacking = new TreeSet<>();
        for (RuleScope scope : scopes(rule)) {
            List<String> least = null;
            for (Rule other : sameDestination) {
                List<String> lacks = scope.lacks(rule, other);
                least = least == null || lacks.size() < least.size() ? lacks : least;
            }
            lacking.addAll(least);
        }
        return lacking.isEmpty() ? List.of() : List.of(words + ": " + String.join(", ", lacking));
    }

    /** What a deny rule denies in one policy and nothing as strict and loud does in another. */
    static String lost(Rule denial, Policy before, Policy after) {
        for (RuleScope scope : scopes(denial)) {
            boolean kept =
                    after.deny().stream()
                            .anyMatch(
                                    other ->
                                            isDestinationWithin(denial, other)
                                                    && scope.lacks(denial, other).isEmpty()
                                                    && isAsStrict(other, after, denial, before));
            if (!kept) {
                return "deny " + RuleWords.of(denial) + " is gone, narrower, milder or quieter";
            }
        }
        return null;
    }

    private static boolean isAsStrict(Rule rule, Policy of, Rule other, Policy its) {
        return Widening.effect(of, rule).compareTo(Widening.effect(its, other)) >= 0
                && (!rule.quiet() || other.quiet());
    }

    /** Whether one deny rule denies all that another does. */
    static boolean denies(Rule rule, Rule other) {
        return isDestinationWithin(other, rule)
                && scopes(other).stream().allMatch(scope -> scope.lacks(other, rule).isEmpty());
    }

    private static List<RuleScope> scopes(Rule rule) {
        List<RuleScope> scopes = new ArrayList<>();
        for (Ports ports : orAll(rule.ports() == null ? null : rule.ports().apart())) {
            for (String tool : orAll(rule.tools())) {
                for (CallerPattern caller : orAll(rule.callers())) {
                    for (AddressRange range : orAll(rule.addresses())) {
                        addRequests(
                                rule,
                                new RuleScope(ports, tool, caller, range, null, null),
                                scopes);
                    }
                }
            }
        }
        return scopes;
    }

    private static void addRequests(Rule rule, RuleScope of, List<RuleScope> scopes) {
        for (String method : orAll(rule.methods())) {
            for (RequestPattern path : orAll(rule.paths())) {
                scopes.add(new RuleScope(of.ports, of.tool, of.caller, of.addresses, method, path));
            }
        }
    }

    private static <T> List<T> orAll(List<T> some) {
        return some == null || some.isEmpty() ? Collections.singletonList(null) : some;
    }

    private static boolean isDestinationWithin(Rule inner, Rule outer) {
        if (inner.host() != null) {
            return outer.host() != null && outer.host().contains(inner.host());
        }
        if (inner.range() != null) {
            return outer.range() != null && outer.range().contains(inner.range());
        }
        return inner.unixPath().equals(outer.unixPath());
    }

    /** What this scope of a rule has and another rule with its destination lacks. */
    private List<String> lacks(Rule own, Rule outer) {
        List<String> lacks = new ArrayList<>();
        if (outer.ports() != null && (ports == null || !outer.ports().containsAll(ports))) {
            lacks.add(ports == null ? "every port" : "+port " + ports);
        }
        if (outer.transport() != null && outer.transport() != own.transport()) {
            Transport over = own.transport();
            lacks.add(over == null ? "every transport" : "+transport " + over.wire());
        }
        if (!outer.tools().isEmpty() && (tool == null || !outer.tools().contains(tool))) {
            lacks.add(tool == null ? "no longer for some tools alone" : "+tool " + tool);
        }
        if (!outer.callers().isEmpty() && (caller == null || !outer.callers().contains(caller))) {
            lacks.add(caller == null ? "no longer for some callers alone" : "+caller " + caller);
        }
        lacksRequests(outer, lacks);
        if (outer.expires() < own.expires()) {
            lacks.add(
                    own.expires() == Rule.NEVER
                            ? "no longer expires"
                            : "expires later, " + LocalDate.ofEpochDay(own.expires()));
        }
        if (own.allows() && own.host() != null) {
            lacksAddresses(outer, lacks);
        }
        return lacks;
    }

    private void lacksRequests(Rule outer, List<String> lacks) {
        if (!outer.methods().isEmpty() && (method == null || !outer.methods().contains(method))) {
            lacks.add(method == null ? "no longer for some methods alone" : "+method " + method);
        }
        boolean within =
                path != null && outer.paths().stream().anyMatch(known -> known.contains(path));
        if (!outer.paths().isEmpty() && !within) {
            lacks.add(path == null ? "no longer for some paths alone" : "+path " + path);
        }
    }

    private void lacksAddresses(Rule other, List<String> lacks) {
        if (other.addresses() == null) {
            if (addresses != null && SPECIAL.stream().anyMatch(this::meets)) {
                lacks.add("+addresses " + addresses);
            }
        } else if (addresses == null) {
            lacks.add("no longer at some addresses alone");
        } else if (other.addresses().stream().noneMatch(range -> range.contains(addresses))) {
            lacks.add("+addresses " + addresses);
        }
    }

    private boolean meets(AddressRange special) {
        return Objects.requireNonNull(addresses).contains(special) || special.contains(addresses);
    }
}
