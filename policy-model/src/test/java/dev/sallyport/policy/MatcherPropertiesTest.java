package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What holds for every policy and every attempt. The worlds are small (a few names, addresses,
 * ports, tools and callers), so that rules and attempts meet often.
 */
class MatcherPropertiesTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final int CASES = 5_000;
    private static final long TODAY = IsoDate.epochDay("2026-11-21");

    private static final String[] NAMES = {
        "a.example", "b.a.example", "c.b.a.example", "example", "b.example", "localhost"
    };
    private static final String[] IPV4 = {
        "203.0.113.1", "203.0.113.2", "10.0.0.1", "127.0.0.1", "169.254.169.254", "0.0.0.0"
    };
    private static final String[] IPV6 = {"2001:db8::1", "::1", "fd00::1", "64:ff9b::cb00:7101"};
    private static final String[] IPV4_RANGES = {
        "203.0.113.0/31", "10.0.0.0/8", "0.0.0.0/0", "169.254.169.254", "127.0.0.1", "203.0.113.1"
    };
    private static final String[] IPV6_RANGES = {"::/0", "2001:db8::/64", "::1", "64:ff9b::/96"};
    private static final String[] PATHS = {"/run/a", "/run/b"};
    private static final String[] TOOLS = {"read", "write", "fetch"};
    private static final String[] CALLERS = {"com.acme:a", "com.acme:b", "a-*.jar", "b-1.jar"};
    private static final Source[] SOURCES = {
        Source.UNKNOWN,
        new Source("a-1.jar", "com.acme:a:1"),
        new Source("a-2.jar", null),
        new Source("b-1.jar", "com.acme:b:1")
    };

    private final Random random = new Random(SEED);

    /** An attempt and what was known when it was made. */
    private record Attempt(Destination destination, List<String> tools, Source source, Facts facts)
            implements Provenance {
        Verdict by(Policy policy) {
            return policy.decide(destination, this, TODAY, facts, facts);
        }

        @Override
        public boolean calledBy(CallerPattern pattern) {
            return pattern.matches(source.jar, source.coordinates);
        }

        @Override
        public String toString() {
            return destination
                    + " tools "
                    + tools
                    + " by "
                    + source
                    + " resolved "
                    + facts.resolved;
        }
    }

    /** The library that an attempt comes from. */
    private record Source(String jar, String coordinates) {
        static final Source UNKNOWN = new Source(null, null);
    }

    /** Rules as the policy file spells them, each with an id, so that reasons name them alike. */
    private record Rules(List<String> allow, List<String> deny) {
        Policy policy() {
            String text =
                    "{\"version\": 1, \"server\": \"s\", \"allow\": "
                            + allow
                            + ", \"deny\": "
                            + deny;
            try {
                return PolicyReader.read("p", (text + "}").getBytes(StandardCharsets.UTF_8));
            } catch (PolicyException refused) {
                throw new AssertionError(text, refused);
            }
        }
    }

    @Test
    void theCanonicalFormOfANameIsItsOwnCanonicalForm() {
        String[] pieces = {
            "a",
            "B",
            "9",
            "-",
            "_",
            ".",
            ".",
            "\u00fc",
            "\u00df",
            "\u0130",
            "\u4f8b",
            "\uff0e",
            "\u3002",
            "\uff21",
            "\u2024",
            "\u00ad",
            "xn--",
            "xn--bcher-kva",
            "\ud83d\ude00",
            "\ud800",
            "0x",
            "*",
            " "
        };
        int names = 0;
        for (int i = 0; i < 5 * CASES; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                text.append(pick(pieces));
            }
            String canonical = HostName.canonicalOrNull(text.toString());
            if (canonical != null) {
                names++;
                String failure = failed(i, TextMutator.shown(text + " -> " + canonical)).get();
                assertEquals(canonical, HostName.canonicalOrNull(canonical), failure);
                assertTrue(canonical.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*"), failure);
            }
        }
        assertTrue(names > CASES, "only " + names + " names");
    }

    @Test
    void whatIsPrintedOfAnAddressARangeAndPortsReadsAsTheSame() {
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(3) > 0 ? 0 : (byte) random.nextInt(256);
            }
            Address address = Address.of(bytes);
            assertEquals(address, Address.parse(address.toString()), failed(i, address));
            int prefix = random.nextInt(1 + (address.isIpv4() ? 32 : 128));
            String text = AddressRange.masked(address, prefix) + "/" + prefix;
            if (address.isIpv4() == text.indexOf(':') < 0) {
                AddressRange range = parseOrNull(text);
                // A mask can make ::ffff:0:0 of an IPv6 address, which then means IPv4.
                if (range != null) {
                    assertEquals(range, AddressRange.parse(range.toString()), failed(i, text));
                    assertTrue(range.meets(address) || range.first().isIpv4(), failed(i, text));
                }
            }
            Long[] ranges = new Long[1 + random.nextInt(5)];
            for (int at = 0; at < ranges.length; at++) {
                int low = 1 + random.nextInt(30);
                ranges[at] = Ports.range(low, low + random.nextInt(4));
            }
            Ports ports = Ports.of(ranges);
            for (int port = 0; port < 40; port++) {
                assertEquals(isIn(port, ranges), ports.contains(port), failed(i, ports));
            }
        }
    }

    private static AddressRange parseOrNull(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static boolean isIn(int port, Long[] ranges) {
        for (long range : ranges) {
            if (port >= range >>> 16 && port <= (range & 0xffff)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aWildcardMeansLabelsBeforeItsNameAndNeverTheNameItself() {
        for (int i = 0; i < CASES; i++) {
            String apex = labels(1 + random.nextInt(3));
            int more = random.nextInt(4);
            String name = more == 0 ? apex : labels(more) + "." + apex;
            HostPattern one = HostPattern.forDeny("*." + apex);
            HostPattern many = HostPattern.forDeny("**." + apex);
            Supplier<String> failure = failed(i, name + " below " + apex);

            assertEquals(more == 1, one.matches(name), failure);
            assertEquals(more >= 1, many.matches(name), failure);
            assertFalse(one.matches(labels(1) + apex), failure);
            assertFalse(many.matches(labels(1) + apex), failure);
        }
    }

    private String labels(int count) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(pick("a", "b", "ab", "a-b", "_", "example"));
        }
        return String.join(".", labels);
    }

    @Test
    void anAllowedNameIsNeverTheApexOfTheOnlyWildcard() {
        for (int i = 0; i < CASES; i++) {
            Rules rules = new Rules(List.of(wildcardOf("a.example")), List.of());
            Facts facts = new Facts().resolved("a.example", IPV4).resolved("a.example", IPV6);
            Destination apex =
                    new Destination.Connection(
                            Address.parse(address()),
                            443,
                            Transport.TCP,
                            random.nextBoolean() ? "a.example" : null);
            Attempt attempt = new Attempt(apex, List.of(), Source.UNKNOWN, facts);
            assertFalse(attempt.by(rules.policy()).allowed(), failed(i, rules + ": " + attempt));
        }
    }

    private String wildcardOf(String apex) {
        String addresses = pick("", ", \"addresses\": [\"0.0.0.0/0\", \"::/0\"]");
        String host = pick("*.", "**.") + apex;
        return "{\"host\": \"" + host + "\", \"ports\": [443]" + addresses + "}";
    }

    /** Judged by a reading of the deny rule so plain that it can be checked by eye. */
    @Test
    void noAllowRuleOverrulesADenyRule() {
        int met = 0;
        for (int i = 0; i < CASES; i++) {
            Rules rules = rules(IPV4_RANGES, IPV6_RANGES);
            Policy policy = rules.policy();
            Attempt attempt = attempt(address());
            boolean denied = false;
            for (Rule rule : policy.deny()) {
                denied |= plainlyMeets(rule, attempt);
            }
            if (denied) {
                met++;
                Verdict verdict = attempt.by(policy);
                assertFalse(verdict.allowed(), failed(i, rules + ": " + attempt));
            }
        }
        assertTrue(met > CASES / 10, "only " + met);
    }

    private static boolean plainlyMeets(Rule rule, Attempt attempt) {
        boolean tools = rule.tools().isEmpty();
        for (String tool : attempt.tools) {
            tools |= rule.tools().contains(tool);
        }
        boolean caller = rule.callers().isEmpty();
        for (CallerPattern pattern : rule.callers()) {
            caller |= attempt.calledBy(pattern);
        }
        if (!tools || !caller || rule.expires() < TODAY) {
            return false;
        }
        if (attempt.destination instanceof Destination.UnixSocket socket) {
            return socket.path().equals(rule.unixPath());
        }
        Destination.Connection to = (Destination.Connection) attempt.destination;
        boolean port = rule.ports() == null || rule.ports().contains(to.port());
        boolean transport = rule.transport() == null || rule.transport() == to.transport();
        if (!port || !transport) {
            return false;
        }
        if (rule.range() != null) {
            return rule.range().meets(to.address());
        }
        if (rule.host() == null) {
            return false;
        }
        List<String> names =
                to.named() == null ? attempt.facts.namesOf(to.address()) : List.of(to.named());
        for (String name : names) {
            if (!name.equals("localhost") && rule.host().matches(name)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void anotherDenyRuleNeverAllowsAndAnotherAllowRuleNeverDenies() {
        for (int i = 0; i < CASES; i++) {
            Rules rules = rules(IPV4_RANGES, IPV6_RANGES);
            Attempt attempt = attempt(address());
            boolean allowed = attempt.by(rules.policy()).allowed();
            Rules denyMore = new Rules(rules.allow, with(rules.deny, rule(false, IPV4_RANGES)));
            Rules allowMore = new Rules(with(rules.allow, rule(true, IPV6_RANGES)), rules.deny);

            assertTrue(
                    allowed || !attempt.by(denyMore.policy()).allowed(),
                    failed(i, rules + " and " + denyMore + ": " + attempt));
            assertTrue(
                    !allowed || attempt.by(allowMore.policy()).allowed(),
                    failed(i, rules + " and " + allowMore + ": " + attempt));
        }
    }

    @Test
    void theOrderOfRulesNeverChangesWhatHappens() {
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            Rules rules = rules(IPV4_RANGES, IPV6_RANGES);
            Attempt attempt = attempt(address());
            Rules shuffled = new Rules(new ArrayList<>(rules.allow), new ArrayList<>(rules.deny));
            Collections.shuffle(shuffled.allow, random);
            Collections.shuffle(shuffled.deny, random);
            Verdict one = attempt.by(rules.policy());
            Verdict other = attempt.by(shuffled.policy());
            Supplier<String> failure = failed(i, rules + " and " + shuffled + ": " + attempt);

            assertEquals(one.allowed(), other.allowed(), failure);
            assertEquals(one.onViolation(), other.onViolation(), failure);
            assertEquals(one.quiet(), other.quiet(), failure);
            allowed += one.allowed() ? 1 : 0;
        }
        assertTrue(allowed > CASES / 20, "only " + allowed + " attempts were allowed");
    }

    @Test
    void aRuleThatMeetsNothingChangesNothing() {
        String[] strangers = {
            "\"host\": \"stranger.test\"",
            "\"host\": \"**.stranger.test\"",
            "\"cidr\": \"198.51.100.0/24\"",
            "\"cidr\": \"2001:db8:ffff::/48\""
        };
        for (int i = 0; i < CASES; i++) {
            Rules rules = rules(IPV4_RANGES, IPV6_RANGES);
            Attempt attempt = attempt(address());
            String stranger =
                    "{\"id\": \"stranger\", \"ports\": [1, 443], " + pick(strangers) + "}";
            Rules more = new Rules(with(rules.allow, stranger), rules.deny);
            if (random.nextBoolean()) {
                more = new Rules(rules.allow, with(rules.deny, stranger));
            }
            Verdict verdict = attempt.by(rules.policy());
            Verdict same = attempt.by(more.policy());
            Supplier<String> failure = failed(i, rules + " and " + stranger + ": " + attempt);

            assertEquals(verdict.toString(), same.toString(), failure);
            assertEquals(verdict.ruleLabel(), same.ruleLabel(), failure);
            assertEquals(verdict.onViolation(), same.onViolation(), failure);
            assertEquals(verdict.quiet(), same.quiet(), failure);
        }
    }

    /**
     * With rules that speak of IPv4 only, since a rule may single out a wrapped form on purpose
     * ({@code 64:ff9b::/96}). Loopback inside IPv6 is not localhost (it goes to a gateway), so an
     * allowance of localhost is left out; that a denial of it holds is in the next test.
     */
    @Test
    void anIpv4AddressAndItsWrappedFormsAgree() {
        for (int i = 0; i < CASES; i++) {
            Rules rules = rules(IPV4_RANGES, IPV4_RANGES);
            rules.allow.removeIf(rule -> rule.contains("localhost"));
            String quad = pick(IPV4);
            Policy policy = rules.policy();
            long state = random.nextLong();
            Verdict plain = attempt(quad, state).by(policy);
            for (String wrapped : wrapped(quad)) {
                Attempt attempt = attempt(wrapped, state);
                if (isOfLocalhost(attempt)) {
                    continue;
                }
                Supplier<String> failure = failed(i, rules + ": " + attempt);
                assertEquals(plain.toString(), attempt.by(policy).toString(), failure);
            }
        }
    }

    private static boolean isOfLocalhost(Attempt attempt) {
        return attempt.destination instanceof Destination.Connection connection
                && "localhost".equals(connection.named());
    }

    /** Mapped, compatible, NAT64 and 6to4; 0.0.0.0 has no compatible form, that is ::. */
    private static List<String> wrapped(String quad) {
        byte[] bytes = Address.parse(quad).toBytes();
        String groups =
                Integer.toHexString((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff))
                        + ":"
                        + Integer.toHexString((bytes[2] & 0xff) << 8 | (bytes[3] & 0xff));
        List<String> wrapped =
                new ArrayList<>(
                        List.of("::ffff:" + quad, "64:ff9b::" + quad, "2002:" + groups + "::9"));
        if (!quad.equals("0.0.0.0")) {
            wrapped.add("::" + quad);
        }
        return wrapped;
    }

    @Test
    void aDenialOfLocalhostHoldsForLoopbackInsideIpv6() {
        Rules rules =
                new Rules(
                        List.of("{\"cidr\": \"127.0.0.0/8\", \"ports\": [443]}"),
                        List.of("{\"host\": \"localhost\"}"));
        for (String address : with(wrapped("127.0.0.1"), "127.0.0.1")) {
            Destination to =
                    new Destination.Connection(Address.parse(address), 443, Transport.TCP, null);
            Attempt attempt = new Attempt(to, List.of(), Source.UNKNOWN, new Facts());
            assertEquals("deny denied-by-rule", attempt.by(rules.policy()).toString(), address);
        }
    }

    private Rules rules(String[] ranges, String[] moreRanges) {
        List<String> allow = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            allow.add(rule(true, random.nextBoolean() ? ranges : moreRanges));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            deny.add(rule(false, random.nextBoolean() ? ranges : moreRanges));
        }
        return new Rules(allow, deny);
    }

    private int ids;

    private String rule(boolean allow, String[] ranges) {
        List<String> members = new ArrayList<>();
        members.add("\"id\": \"r" + ids++ + "\"");
        int kind = random.nextInt(5);
        if (kind == 0) {
            members.add("\"unix\": \"" + pick(PATHS) + "\"");
        } else if (kind == 1) {
            members.add("\"cidr\": \"" + pick(ranges) + "\"");
        } else {
            String name = pick(NAMES);
            boolean wild = random.nextBoolean() && (!allow || name.indexOf('.') > 0);
            members.add("\"host\": \"" + (wild ? pick("*.", "**.") : "") + name + "\"");
            if (allow && random.nextInt(3) == 0) {
                members.add("\"addresses\": [\"" + pick(ranges) + "\"]");
            }
        }
        if (kind > 0 && (allow || random.nextInt(3) == 0)) {
            members.add("\"ports\": " + pick("[443]", "[80]", "[\"1-65535\"]", "[\"1-65535\"]"));
        }
        if (kind > 0 && random.nextInt(5) == 0) {
            members.add("\"transport\": " + pick("\"tcp\"", "\"udp\""));
        }
        if (random.nextInt(5) == 0) {
            members.add("\"tools\": [\"" + pick(TOOLS) + "\"]");
        }
        if (random.nextInt(5) == 0) {
            members.add("\"callers\": [\"" + pick(CALLERS) + "\", \"unknown\"]");
        }
        if (random.nextInt(8) == 0) {
            members.add("\"expires\": " + pick("\"2026-11-20\"", "\"2026-11-21\""));
        }
        if (!allow && random.nextInt(3) == 0) {
            members.add(pick("\"quiet\": true", "\"onViolation\": \"log\""));
        }
        return "{" + String.join(", ", members) + "}";
    }

    private Attempt attempt(String address) {
        return attempt(address, random.nextLong());
    }

    /** The same attempt for the same state, but for its address. */
    private static Attempt attempt(String address, long state) {
        Random choice = new Random(state);
        Facts facts = new Facts();
        for (String name : NAMES) {
            if (choice.nextInt(3) == 0) {
                facts.resolved(name, address);
            }
        }
        if (choice.nextInt(8) == 0) {
            facts.ownAddress(address).listening(443);
        }
        List<String> tools = new ArrayList<>();
        for (String tool : TOOLS) {
            if (choice.nextInt(4) == 0) {
                tools.add(tool);
            }
        }
        Destination destination =
                choice.nextInt(6) == 0
                        ? new Destination.UnixSocket(PATHS[choice.nextInt(PATHS.length)])
                        : new Destination.Connection(
                                Address.parse(address),
                                choice.nextInt(4) == 0 ? 80 : 443,
                                choice.nextInt(6) == 0 ? Transport.UDP : Transport.TCP,
                                choice.nextBoolean() ? NAMES[choice.nextInt(NAMES.length)] : null);
        Source source = SOURCES[choice.nextInt(SOURCES.length)];
        return new Attempt(destination, tools, source, facts);
    }

    private String address() {
        return random.nextBoolean() ? pick(IPV4) : pick(IPV6);
    }

    /** The list with one more at a place of chance. */
    private List<String> with(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(random.nextInt(list.size() + 1), more);
        return longer;
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static Supplier<String> failed(int index, Object what) {
        return () -> "seed " + SEED + ", case " + index + ": " + what;
    }
}
