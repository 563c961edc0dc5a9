package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.AddressRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The narrowest rules for connections that were seen: a name with the ports that it was reached at,
 * and the tools, where all of a port's connections were made for known ones. An address counts only
 * where no name was proved for it, or where it lies in the machine or its neighbourhood.
 */
final class ConnectionRules {
    /** What no connection can be made to: the limited broadcast. */
    static final String NOWHERE = "255.255.255.255";

    private static final int HTTPS = 443;

    /** Fewer names than this below one parent are listed one by one. */
    private static final int MOST_BY_NAME = 2;

    private static final int MOST_NAMES_IN_WHY = 3;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SortedMap<Host, SortedMap<Integer, Seen>> hosts = new TreeMap<>();

    /**
     * Where a rule leads.
     *
     * @param name host or wildcard; {@code null} where no name was proved
     * @param transport as policies name it
     */
    private record Host(String name, String transport) implements Comparable<Host> {
        @Override
        public int compareTo(Host other) {
            int byName = key(this).compareTo(key(other));
            return byName != 0 ? byName : transport.compareTo(other.transport);
        }

        private static String key(Host host) {
            return host.name == null ? "~" : host.name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Host that && compareTo(that) == 0;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, transport);
        }
    }

    /** What was seen at one port. */
    private static final class Seen {
        final Uses uses = new Uses();
        final Set<String> addresses = new TreeSet<>();
        final List<Address> special = new ArrayList<>();
        final Map<String, Collection<String>> serverNames = new TreeMap<>();
        boolean elsewhere;
    }

    /**
     * Something was connected to.
     *
     * @param serverNames that handshakes have proved for a bare address
     */
    void add(Kind kind, Address address, Collection<String> serverNames) {
        Target target = kind.target();
        Host host = new Host(target.name(), target.transport());
        Seen seen =
                hosts.computeIfAbsent(host, any -> new TreeMap<>())
                        .computeIfAbsent(target.port(), any -> new Seen());
        seen.uses.add(kind);
        seen.addresses.add(address.toString());
        if (!serverNames.isEmpty()) {
            seen.serverNames.put(address.toString(), serverNames);
        }
        boolean localhost = "localhost".equals(target.name()) && address.isLoopback();
        if (address.isSpecial() && !localhost) {
            seen.special.add(address);
        } else {
            seen.elsewhere = true;
        }
    }

    /** Parents of names that change from run to run, and whose names one owner gives. */
    SortedSet<String> wildcards(Suffixes suffixes) {
        SortedSet<String> parents = new TreeSet<>();
        for (Map.Entry<String, Set<String>> entry : byParent().entrySet()) {
            if (entry.getValue().size() > MOST_BY_NAME && !suffixes.isPublic(entry.getKey())) {
                parents.add(entry.getKey());
            }
        }
        return parents;
    }

    /** Parents with as many names, below which anybody can have one. */
    SortedSet<String> refusedWildcards(Suffixes suffixes) {
        SortedSet<String> parents = new TreeSet<>();
        for (Map.Entry<String, Set<String>> entry : byParent().entrySet()) {
            if (entry.getValue().size() > MOST_BY_NAME && suffixes.isPublic(entry.getKey())) {
                parents.add(entry.getKey());
            }
        }
        return parents;
    }

    private Map<String, Set<String>> byParent() {
        Map<String, Set<String>> names = new TreeMap<>();
        for (Host host : hosts.keySet()) {
            int dot = host.name == null ? -1 : host.name.indexOf('.');
            if (dot > 0) {
                names.computeIfAbsent(host.name.substring(dot + 1), any -> new TreeSet<>())
                        .add(host.name);
            }
        }
        return names;
    }

    /** Puts the names directly below these together, if they lead to public addresses. */
    void putTogether(Collection<String> parents) {
        for (Host host : List.copyOf(hosts.keySet())) {
            int dot = host.name == null ? -1 : host.name.indexOf('.');
            boolean below = dot > 0 && parents.contains(host.name.substring(dot + 1));
            if (below && hosts.get(host).values().stream().allMatch(s -> s.special.isEmpty())) {
                Host wildcard = new Host("*" + host.name.substring(dot), host.transport);
                SortedMap<Integer, Seen> all =
                        hosts.computeIfAbsent(wildcard, any -> new TreeMap<>());
                hosts.remove(host)
                        .forEach(
                                (port, seen) -> {
                                    Seen of = all.computeIfAbsent(port, any -> new Seen());
                                    of.uses.add(seen.uses);
                                    of.elsewhere = true;
                                });
            }
        }
    }

    /** Sorted by name, those of bare addresses last. */
    List<Entry> rules() {
        List<Entry> rules = new ArrayList<>();
        for (Map.Entry<Host, SortedMap<Integer, Seen>> host : hosts.entrySet()) {
            if (host.getKey().name == null) {
                ofAddresses(host.getKey(), host.getValue(), rules);
            } else {
                ofName(host.getKey(), host.getValue(), rules);
            }
        }
        return rules;
    }

    /** Ports with the same tools and addresses share a rule. */
    private static void ofName(Host host, SortedMap<Integer, Seen> ports, List<Entry> rules) {
        Map<List<Object>, List<Integer>> alike = new TreeMap<>(ConnectionRules::byText);
        ports.forEach(
                (port, seen) -> {
                    if (seen.elsewhere) {
                        alike(alike, tools(seen.uses), List.of(), port);
                    }
                    if (!seen.special.isEmpty()) {
                        alike(alike, tools(seen.uses), Ranges.of(seen.special), port);
                    }
                });
        alike.forEach(
                (what, some) -> {
                    ObjectNode rule = JSON.objectNode().put("host", host.name);
                    finish(rule, host.transport, some, texts(what.get(1)), texts(what.get(0)));
                    rules.add(new Entry(Entry.ALLOW, rule));
                });
    }

    private static void ofAddresses(Host host, SortedMap<Integer, Seen> ports, List<Entry> rules) {
        Map<List<Object>, List<Integer>> alike = new TreeMap<>(ConnectionRules::byText);
        ports.forEach(
                (port, seen) -> {
                    List<Address> all = seen.addresses.stream().map(Address::parse).toList();
                    for (String range : Ranges.of(all)) {
                        alike(alike, tools(seen.uses), List.of(range), port);
                    }
                });
        alike.forEach(
                (what, some) -> {
                    String range = texts(what.get(1)).get(0);
                    ObjectNode rule = JSON.objectNode().put("cidr", range);
                    finish(rule, host.transport, some, List.of(), texts(what.get(0)));
                    String why = why(AddressRange.parse(range), some, ports);
                    if (why != null) {
                        rule.put("why", why);
                    }
                    rules.add(new Entry(Entry.ALLOW, rule));
                });
    }

    /** The names of what the rule opens: a help to whoever reads it. No verdict goes by them. */
    private static String why(
            AddressRange range, Collection<Integer> some, Map<Integer, Seen> ports) {
        SortedSet<String> names = new TreeSet<>();
        for (int port : some) {
            ports.get(port)
                    .serverNames
                    .forEach(
                            (address, proved) -> {
                                if (range.meets(Address.parse(address))) {
                                    names.addAll(proved);
                                }
                            });
        }
        if (names.isEmpty()) {
            return null;
        }
        int more = names.size() - MOST_NAMES_IN_WHY;
        String shown = names.stream().limit(MOST_NAMES_IN_WHY).collect(Collectors.joining(", "));
        return "sni "
                + shown
                + (more > 0 ? " and " + more + " more" : "")
                + ", by a certificate that the server trusts";
    }

    private static int byText(List<Object> a, List<Object> b) {
        return a.toString().compareTo(b.toString());
    }

    private static void alike(
            Map<List<Object>, List<Integer>> alike,
            List<String> tools,
            List<String> addresses,
            int port) {
        alike.computeIfAbsent(List.of(tools, addresses), any -> new ArrayList<>()).add(port);
    }

    private static List<String> texts(Object list) {
        return ((Collection<?>) list).stream().map(Object::toString).collect(Collectors.toList());
    }

    private static List<String> tools(Uses uses) {
        return uses.isForToolsAlone() ? List.copyOf(uses.tools()) : List.of();
    }

    /**
     * A rule that lets a name be looked up and nothing be connected to.
     *
     * @param name canonical
     */
    static Entry lookUpOnly(String name) {
        ObjectNode rule = JSON.objectNode().put("host", name);
        finish(rule, "tcp", List.of(HTTPS), List.of(NOWHERE), List.of());
        return new Entry(Entry.ALLOW, rule);
    }

    /**
     * A rule for one destination.
     *
     * @param kind of what: {@code host} or {@code cidr}
     */
    static Entry rule(
            String kind,
            String destination,
            String transport,
            Collection<Integer> ports,
            Collection<String> addresses,
            Collection<String> tools) {
        ObjectNode rule = JSON.objectNode().put(kind, destination);
        finish(rule, transport, ports, addresses, tools);
        return new Entry(Entry.ALLOW, rule);
    }

    private static void finish(
            ObjectNode rule,
            String transport,
            Collection<Integer> ports,
            Collection<String> addresses,
            Collection<String> tools) {
        ArrayNode list = rule.putArray("ports");
        ports.forEach(list::add);
        if (!"tcp".equals(transport)) {
            rule.put("transport", transport);
        }
        put(rule, "addresses", addresses);
        put(rule, "tools", tools);
    }

    private static void put(ObjectNode rule, String key, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = rule.putArray(key);
            values.forEach(list::add);
        }
    }
}
