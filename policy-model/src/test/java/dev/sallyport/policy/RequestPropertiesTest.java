package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What holds for every policy and every name that is spoken on a connection. The worlds are small,
 * so that rules and attempts meet often.
 */
class RequestPropertiesTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final int CASES = 4_000;
    private static final long TODAY = IsoDate.epochDay("2026-11-21");
    private static final String[] NAMES = {
        "a.example", "b.a.example", "c.a.example", "b.example", "localhost"
    };
    private static final String[] ADDRESSES = {
        "203.0.113.1", "203.0.113.2", "10.0.0.1", "127.0.0.1", "2001:db8::1"
    };
    private static final String[] RANGES = {"203.0.113.0/31", "10.0.0.0/8", "127.0.0.1", "::/0"};
    private static final String[] PATHS = {"/a/**", "/a/*", "/a", "/*/b", "/**"};
    private static final String[] TARGETS = {
        "/a", "/a/b", "/a/b/c", "/b", "/a/../b", "/a/%2e%2e/b", "/a%2fb", "", "/x/b?/a"
    };
    private static final String NARROWED = ", \"methods\": [\"GET\"], \"paths\": [\"/a/**\"]";

    private final Random random = new Random(SEED);

    private static Policy policy(List<String> allow, List<String> deny, String proxies) {
        String text =
                "{\"version\": 1, \"server\": \"s\", \"allow\": "
                        + allow
                        + ", \"deny\": "
                        + deny
                        + ", \"proxies\": ["
                        + proxies
                        + "]}";
        try {
            return PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException refused) {
            throw new AssertionError(text, refused);
        }
    }

    private List<String> rules(boolean allow, int most) {
        List<String> rules = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            rules.add(rule(allow));
        }
        return rules;
    }

    private String rule(boolean allow) {
        StringBuilder rule = new StringBuilder("{");
        if (random.nextInt(3) == 0) {
            rule.append("\"cidr\": \"").append(pick(RANGES)).append('"');
        } else {
            String wild = random.nextInt(4) == 0 ? "*." : "";
            String name = wild.isEmpty() ? pick(NAMES) : "a.example";
            rule.append("\"host\": \"").append(wild).append(name).append('"');
            if (allow && random.nextInt(4) == 0) {
                rule.append(", \"addresses\": [\"").append(pick(RANGES)).append("\"]");
            }
        }
        if (allow || random.nextBoolean()) {
            rule.append(", \"ports\": ").append(pick("[443]", "[443, 80]"));
        }
        if (random.nextInt(5) == 0) {
            rule.append(", \"tools\": [\"").append(pick("read", "write")).append("\"]");
        }
        if (allow && random.nextInt(3) == 0) {
            rule.append(", \"methods\": [").append(pick("\"GET\"", "\"GET\", \"PUT\"")).append("]");
        }
        if (allow && random.nextInt(3) == 0) {
            rule.append(", \"paths\": [\"").append(pick(PATHS)).append("\"]");
        }
        return rule.append("}").toString();
    }

    private String proxies() {
        return random.nextInt(4) > 0
                ? ""
                : pick(
                        "{\"host\": \"b.example\", \"ports\": [443]}",
                        "{\"cidr\": \"10.0.0.1\", \"ports\": [80]}");
    }

    private Facts facts() {
        Facts facts = new Facts();
        for (String name : NAMES) {
            for (String address : ADDRESSES) {
                if (random.nextInt(3) == 0) {
                    facts.resolved(name, address);
                }
            }
        }
        if (random.nextInt(6) == 0) {
            facts.ownAddress("10.0.0.1").listening(443);
        }
        return facts;
    }

    private Destination.Connection connection() {
        return new Destination.Connection(
                Address.parse(pick(ADDRESSES)),
                random.nextInt(3) == 0 ? 80 : 443,
                Transport.TCP,
                random.nextInt(3) == 0 ? null : pick(NAMES));
    }

    private Destination.Request request(Destination.Connection opened) {
        String host = random.nextInt(6) == 0 ? opened.address().toString() : pick(NAMES);
        return new Destination.Request(
                opened,
                random.nextInt(3) == 0 && opened.named() != null ? opened.named() : host,
                random.nextInt(6) == 0 ? 80 : opened.port(),
                pick("GET", "PUT", "get"),
                pick(TARGETS));
    }

    private Provenance provenance() {
        return Provenance.ofTools(
                random.nextBoolean() ? List.of() : List.of(pick("read", "write")));
    }

    private static Verdict verdict(Policy policy, Destination to, Provenance by, Facts facts) {
        return policy.decide(to, by, TODAY, facts, facts);
    }

    /** The connection that a request would have needed by itself. */
    private static Destination.Connection own(Destination.Request request, Facts facts) {
        Destination.Connection opened = (Destination.Connection) request.opened();
        boolean proved = facts.proves(request.host(), opened.address());
        boolean local = request.host().equals("localhost") && opened.address().isLoopback();
        return proved || local
                ? new Destination.Connection(
                        opened.address(), opened.port(), Transport.TCP, request.host())
                : opened;
    }

    @Test
    void whatIsAskedForIsAllowedOnlyWhereItsConnectionWouldBe() {
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 4);
            List<String> deny = rules(false, 2);
            Policy policy = policy(allow, deny, "");
            Facts facts = facts();
            Provenance by = provenance();
            Destination.Request request = request(connection());
            Destination.Connection own = own(request, facts);
            String failure = "seed " + SEED + ": " + allow + " " + deny + " " + request;
            boolean could =
                    verdict(policy, own, by, facts).allowed()
                            || verdict(policy, request.opened(), by, facts).allowed();
            boolean asked = verdict(policy, request, by, facts).allowed();
            allowed += asked ? 1 : 0;
            assertTrue(could || !asked, failure);
            Destination name = new Destination.ServerName(request.opened(), request.host());
            assertTrue(could || !verdict(policy, name, by, facts).allowed(), failure);
        }
        assertTrue(allowed > CASES / 50, "only " + allowed);
    }

    /**
     * A request that says the very text which its connection was opened for takes a short way. The
     * same name in other letters takes the long one, and comes to the same.
     */
    @Test
    void theShortWayComesToWhatTheLongOneComesTo() {
        int repeated = 0;
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 4);
            List<String> deny = rules(false, 2);
            Policy policy =
                    random.nextInt(8) == 0 ? Policy.learning("s") : policy(allow, deny, proxies());
            Facts facts = facts();
            Provenance by = provenance();
            Destination.Request request = request(claiming(connection()));
            Destination.Connection opened = (Destination.Connection) request.opened();
            if (!Spoken.isRepeated(request, opened)) {
                continue;
            }
            Destination.Request spelled =
                    new Destination.Request(
                            opened,
                            spelledOtherwise(request.host()),
                            request.port(),
                            request.method(),
                            request.path());
            assertFalse(Spoken.isRepeated(spelled, opened), spelled::toString);
            Verdict shortWay = verdict(policy, request, by, facts);
            Verdict longWay = verdict(policy, spelled, by, facts);
            String failure = "seed " + SEED + ": " + allow + " " + deny + " " + request;
            assertEquals(longWay.toString(), shortWay.toString(), failure);
            repeated++;
            allowed += shortWay.allowed() ? 1 : 0;
        }
        assertTrue(repeated > CASES / 10, "only " + repeated);
        assertTrue(allowed > CASES / 50, "only " + allowed + " allowed");
    }

    /**
     * Text that is no name, or an address, takes the short way as well, and opens nothing by it.
     */
    @Test
    void theShortWayOpensNothingForTextThatIsNoName() {
        for (int i = 0; i < CASES; i++) {
            Policy policy = policy(rules(true, 5), rules(false, 1), "");
            Facts facts = facts();
            Destination.Connection some = connection();
            String text = pick("a_b..c", "a.example/", "a\tb", "203.0.113.9", "0xcb007109", "?");
            Destination.Connection opened =
                    new Destination.Connection(some.address(), some.port(), some.transport(), text);
            Destination.Request request =
                    new Destination.Request(opened, text, opened.port(), "GET", "/a");
            assertTrue(Spoken.isRepeated(request, opened), text);
            assertFalse(
                    verdict(policy, request, provenance(), facts).allowed(),
                    "seed " + SEED + ": " + request);
        }
    }

    /** The same, by a name; its port is said or not. */
    private Destination.Connection claiming(Destination.Connection opened) {
        return opened.named() != null
                ? opened
                : new Destination.Connection(
                        opened.address(), opened.port(), opened.transport(), pick(NAMES));
    }

    private String spelledOtherwise(String name) {
        return random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name + ".";
    }

    /** Whatever the policy: no deny rule's name is spoken, and no stranger's on a named rule. */
    @Test
    void aDeniedNameIsSpokenNowhere() {
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 5);
            Policy policy = policy(allow, List.of("{\"host\": \"b.a.example\"}"), proxies());
            Facts facts = facts();
            Destination.Connection opened = connection();
            Destination tunnel = new Destination.ProxyTarget(pick(NAMES), opened.port());
            Destination on = random.nextBoolean() ? opened : tunnel;
            Destination request =
                    new Destination.Request(on, "B.A.example.", opened.port(), "GET", "/a");
            Destination name = new Destination.ServerName(on, "b.a.example");
            Destination target = new Destination.ProxyTarget("b.a.example", opened.port());
            for (Destination to : List.of(request, name, target)) {
                Verdict verdict = verdict(policy, to, provenance(), facts);
                assertFalse(verdict.allowed(), "seed " + SEED + ": " + allow + " " + to);
            }
        }
    }

    @Test
    void aNameThatNoRuleSpeaksOfIsSpokenOnlyWhereAnAddressWasOpened() {
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 5);
            allow.removeIf(rule -> rule.contains("cidr") || rule.contains("localhost"));
            Policy policy =
                    policy(
                            allow,
                            List.of(),
                            proxies().replace("cidr", "host").replace("10.0.0.1", "c.a.example"));
            Facts facts = facts().resolved("stranger.test", ADDRESSES);
            facts.listening.clear();
            Destination.Connection opened = connection();
            Destination.Request request =
                    new Destination.Request(opened, "stranger.test", opened.port(), "GET", "/a");
            Destination name = new Destination.ServerName(opened, "stranger.test");
            for (Destination to : List.of(request, name)) {
                Verdict verdict = verdict(policy, to, provenance(), facts);
                assertFalse(verdict.allowed(), "seed " + SEED + ": " + allow + " " + to);
            }
        }
    }

    @Test
    void aNarrowedRuleAllowsNoMoreAndItsConnectionsAndLookUpsAsBefore() {
        int narrowed = 0;
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 4);
            List<String> deny = rules(false, 1);
            String proxies = proxies();
            allow.add("{\"host\": \"a.example\", \"ports\": [443, 80]}");
            List<String> narrow = new ArrayList<>(allow);
            narrow.replaceAll(
                    rule ->
                            rule.contains("methods") || rule.contains("paths")
                                    ? rule
                                    : rule.substring(0, rule.length() - 1) + NARROWED + "}");
            Policy before = policy(allow, deny, proxies);
            Policy after = policy(narrow, deny, proxies);
            Facts facts = facts();
            Provenance by = provenance();
            Destination.Request request = request(connection());
            boolean was = verdict(before, request, by, facts).allowed();
            boolean is = verdict(after, request, by, facts).allowed();
            String failure = "seed " + SEED + ": " + allow + " " + deny + " " + request;
            assertTrue(was || !is, failure);
            narrowed += was && !is ? 1 : 0;
            for (Destination to : List.of(request.opened(), new Destination.Lookup(pick(NAMES)))) {
                assertEquals(
                        verdict(before, to, by, facts).toString(),
                        verdict(after, to, by, facts).toString(),
                        failure);
            }
        }
        assertTrue(narrowed > CASES / 100, "only " + narrowed);
    }

    @Test
    void aWildcardMeansTheNamesBelowItSpelledOut() {
        for (int i = 0; i < CASES; i++) {
            String rest = ", \"ports\": [443]" + (random.nextBoolean() ? NARROWED : "") + "}";
            Policy wild = policy(List.of("{\"host\": \"*.a.example\"" + rest), List.of(), "");
            Policy spelled =
                    policy(
                            List.of(
                                    "{\"host\": \"b.a.example\"" + rest,
                                    "{\"host\": \"c.a.example\"" + rest),
                            List.of(),
                            "");
            Facts facts = facts();
            Destination.Request request = request(connection());
            Destination target = new Destination.ProxyTarget(request.host(), request.port());
            Destination inTunnel =
                    new Destination.Request(
                            target, pick(NAMES), 443, request.method(), request.path());
            for (Destination to : List.of(request, target, inTunnel)) {
                assertEquals(
                        verdict(wild, to, provenance(), facts).allowed(),
                        verdict(spelled, to, provenance(), facts).allowed(),
                        "seed " + SEED + ": " + rest + " " + to);
            }
        }
    }

    @Test
    void listingAProxyOpensItAndNothingElse() {
        String proxy = "{\"host\": \"b.example\", \"ports\": [443]}";
        for (int i = 0; i < CASES; i++) {
            List<String> allow = rules(true, 4);
            List<String> deny = rules(false, 1);
            Policy without = policy(allow, deny, "");
            Policy with = policy(allow, deny, proxy);
            Facts facts = facts();
            Provenance by = provenance();
            Destination.Connection to = connection();
            Verdict verdict = verdict(with, to, by, facts);
            String failure = "seed " + SEED + ": " + allow + " " + deny + " " + to;
            if (verdict.reason().equals("rule:proxies")) {
                assertEquals(443, to.port(), failure);
                assertTrue(facts.proves("b.example", to.address()), failure);
                assertFalse(to.address().isLoopback(), failure);
            } else {
                assertEquals(verdict(without, to, by, facts).allowed(), verdict.allowed(), failure);
            }
        }
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
