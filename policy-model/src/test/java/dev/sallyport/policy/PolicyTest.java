package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final long TODAY = LocalDate.of(2026, 11, 21).toEpochDay();
    private static final String PUBLIC = "203.0.113.10";

    private final Facts facts = new Facts();

    private static Policy policy(String more) {
        String text = "{\"version\": 1, \"server\": \"s\", " + more.replace('\'', '"') + "}";
        try {
            return PolicyReader.read("p.json", text.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException refused) {
            throw new AssertionError(refused);
        }
    }

    private Verdict connect(
            Policy policy, String named, String address, int port, String... tools) {
        return decide(
                policy,
                TODAY,
                new Destination.Connection(Address.parse(address), port, Transport.TCP, named),
                tools);
    }

    private Verdict decide(Policy policy, long today, Destination destination, String... tools) {
        return policy.decide(destination, Provenance.ofTools(List.of(tools)), today, facts, facts);
    }

    /** Code of one library, and how often somebody asked for it. */
    private static final class From implements Provenance {
        private final String jar;
        private final String coordinates;
        private int asked;

        From(String jar, String coordinates) {
            this.jar = jar;
            this.coordinates = coordinates;
        }

        @Override
        public List<String> tools() {
            return List.of("x");
        }

        @Override
        public boolean calledBy(CallerPattern pattern) {
            asked++;
            return pattern.matches(jar, coordinates);
        }
    }

    @Nested
    class Callers {
        private final From weather = new From("weather.jar", "com.acme:weather:1.2");
        private final From trojan = new From("geo-format-2.jar", "com.acme:geo-format:2");
        private final From folder = new From("classes", null);
        private final From unknown = new From(null, null);

        @Test
        void anEntryMeansCoordinatesWithoutTheirVersionOrAJarsNameOrWhatNobodyKnows() {
            assertMet("com.acme:weather", weather);
            assertMet("com.acme:geo-format", trojan);
            assertMet("geo-*.jar", trojan);
            assertMet("weather.jar", weather);
            assertMet("*.jar", weather, trojan);
            assertMet("unknown", unknown);
            assertMet("com.acme:weathe");
            assertMet("com.acme:weather1");
            assertMet("com.acme:geo");
        }

        private void assertMet(String entry, From... met) {
            Policy policy = allowing("'callers': ['" + entry + "']");
            for (From from : List.of(weather, trojan, folder, unknown)) {
                boolean meant = List.of(met).contains(from);
                assertEquals(
                        meant ? "rule:r" : "caller-not-allowed",
                        decide(policy, from).reason(),
                        from.jar);
            }
        }

        @Test
        void oneOfSeveralEntriesIsEnough() {
            Policy policy = allowing("'callers': ['a:b', 'weather.jar', 'unknown']");
            assertTrue(decide(policy, weather).allowed());
            assertTrue(decide(policy, unknown).allowed());
            assertFalse(decide(policy, trojan).allowed());
        }

        @Test
        void aDenyRuleDeniesTheseAlone() {
            Policy policy =
                    policy(
                            "'allow': [{'cidr': '203.0.113.10', 'ports': [1]}, {'unix': '/a'}],"
                                    + " 'deny': [{'cidr': '203.0.113.10', 'callers': ['geo-*.jar']},"
                                    + " {'unix': '/a', 'callers': ['unknown']}]");
            assertEquals("denied-by-rule", decide(policy, trojan).reason());
            assertTrue(decide(policy, weather).allowed());
            Destination socket = new Destination.UnixSocket("/a");
            assertFalse(policy.decide(socket, unknown, TODAY, facts, facts).allowed());
            assertTrue(policy.decide(socket, trojan, TODAY, facts, facts).allowed());
        }

        @Test
        void theCallerIsAskedForOnlyWhereAllBeforeItMeets() {
            String rule = "{'cidr': '203.0.113.10', 'callers': ['a:b'], ";
            decide(policy("'allow': [" + rule + "'ports': [2]}]"), weather);
            decide(policy("'deny': [" + rule + "'transport': 'udp'}]"), weather);
            decide(policy("'allow': [" + rule + "'ports': [1], 'tools': ['y']}]"), weather);
            decide(policy("'deny': [" + rule + "'expires': '2020-01-01'}]"), weather);
            decide(
                    policy(
                            "'allow': [{'cidr': '203.0.113.10', 'ports': [1]}, "
                                    + rule
                                    + "'ports': [1]}]"),
                    weather);
            assertEquals(0, weather.asked);
            decide(policy("'allow': [" + rule + "'ports': [1], 'tools': ['x']}]"), weather);
            assertEquals(1, weather.asked);
        }

        @Test
        void whatFailedLastIsNamedAndTheCallerComesAfterTheToolAndBeforeTheAddress() {
            facts.resolved("a.example", "10.0.0.1");
            String tool = "{'id': 't', 'host': 'a.example', 'ports': [1], 'tools': ['y']}";
            String caller = "{'id': 'c', 'host': 'a.example', 'ports': [1], 'callers': ['a:b']}";
            String special = "{'id': 's', 'host': 'a.example', 'ports': [1]}";
            assertReason("caller-not-allowed", "rule:c", tool, caller);
            assertReason("caller-not-allowed", "rule:c", caller, tool);
            assertReason("special-address", "rule:s", caller, special, tool);
        }

        private void assertReason(String reason, String nearest, String... rules) {
            Policy policy = policy("'allow': [" + String.join(",", rules) + "]");
            Destination to =
                    new Destination.Connection(
                            Address.parse("10.0.0.1"), 1, Transport.TCP, "a.example");
            Verdict verdict = policy.decide(to, weather, TODAY, facts, facts);
            assertEquals(reason, verdict.reason());
            assertEquals(nearest, verdict.ruleLabel());
        }

        @Test
        void aLookUpAsksForNoCaller() {
            Policy policy =
                    policy(
                            "'allow': [{'host': 'a.example', 'ports': [1], 'callers': ['a:b']},"
                                    + " {'host': 'b.example', 'ports': [1]}],"
                                    + " 'deny': [{'host': 'b.example', 'callers': ['weather.jar']}]");
            for (String name : List.of("a.example", "b.example")) {
                Destination lookup = new Destination.Lookup(name);
                assertTrue(policy.decide(lookup, weather, TODAY, facts, facts).allowed(), name);
            }
            assertEquals(0, weather.asked);
        }

        @Test
        void aPolicySaysWhetherItAsks() {
            Policy none = policy("'allow': ['a.example:1']");
            assertFalse(none.asksForCallers() || none.asksForTools());
            assertTrue(allowing("'callers': ['a:b']").asksForCallers());
            Policy denying = policy("'deny': [{'unix': '/a', 'tools': ['x']}]");
            assertTrue(denying.asksForTools());
            assertFalse(denying.asksForCallers());
        }

        private Policy allowing(String more) {
            return policy(
                    "'allow': [{'id': 'r', 'cidr': '203.0.113.10', 'ports': [1], " + more + "}]");
        }

        private Verdict decide(Policy policy, Provenance from) {
            Destination to =
                    new Destination.Connection(Address.parse(PUBLIC), 1, Transport.TCP, null);
            return policy.decide(to, from, TODAY, facts, facts);
        }
    }

    @Nested
    class Presets {
        private final Policy policy = policy("'presets': ['jna', 'aws-crt']");

        @Test
        void aLibrarysHelpersAreAllowedWithJustTheArgumentsThatItGivesThem() {
            assertEquals("rule:presets", program("/usr/sbin/ldconfig", "-p").reason());
            assertEquals("process-not-listed", program("/usr/sbin/ldconfig", "-C /x").reason());
            assertEquals("process-not-listed", program("/home/me/ldconfig", "-p").reason());
            assertEquals("process-not-listed", program("/usr/bin/uname", "-o").reason());
            assertEquals("process-not-listed", program("/usr/sbin/ldconfig", null).reason());
        }

        @Test
        void lddIsAllowedForTheJvmItselfAlone() {
            String java = System.getProperty("java.home") + "/bin/java";
            assertEquals("rule:presets", program("/usr/bin/ldd", java).reason());
            assertEquals("process-not-listed", program("/usr/bin/ldd", "/tmp/x").reason());
        }

        private Verdict program(String path, String arguments) {
            return decide(policy, TODAY, new Destination.Program(path, arguments));
        }
    }

    @Nested
    class Tampering {
        private final Destination what = new Destination.Tampering("/home/me/weather.json");

        @Test
        void nothingAllowsItAndALearningRunRefusesItToo() {
            Policy reporting = policy("'onViolation': 'report', 'allow': []");
            assertEquals("tampering", decide(reporting, TODAY, what).reason());
            assertEquals(OnViolation.REPORT, decide(reporting, TODAY, what).onViolation());
            Verdict learning = decide(Policy.learning("s"), TODAY, what);
            assertEquals("tampering", learning.reason());
            assertEquals(OnViolation.BLOCK, learning.onViolation());
        }

        @Test
        void anAgentThatComesLaterIsTamperingUnlessItIsListed() {
            String pin = "a".repeat(64);
            Policy policy =
                    policy(
                            "'agents': {'allow': ['otel-*.jar', {'path': 'p.jar', 'sha256': '"
                                    + pin
                                    + "'}]}");
            assertEquals("rule:agents", agent(policy, "/opt/otel-2.jar", null).reason());
            assertEquals("tampering", agent(policy, "/opt/other.jar", null).reason());
            assertEquals("rule:agents", agent(policy, "/opt/p.jar", pin).reason());
            assertEquals("tampering", agent(policy, "/opt/p.jar", null).reason());
            assertFalse(agent(Policy.learning("s"), "/opt/otel-2.jar", null).allowed());
        }

        private Verdict agent(Policy policy, String jar, String sha256) {
            return decide(policy, TODAY, new Destination.Agent(jar, sha256));
        }
    }

    @Nested
    class Learning {
        private final Policy floor = Policy.learning("weather");

        @Test
        void everythingIsAllowedAndSaysWhy() {
            facts.resolved("any.example", "10.0.0.1");
            List<Destination> destinations =
                    List.of(
                            new Destination.Connection(
                                    Address.parse("10.0.0.1"), 1, Transport.UDP, "any.example"),
                            new Destination.Connection(
                                    Address.parse("169.254.1.1"), 80, Transport.TCP, null),
                            new Destination.Lookup("no name at all"),
                            new Destination.ReverseLookup(Address.parse(PUBLIC)),
                            new Destination.UnixSocket(""),
                            new Destination.Program("/bin/sh", "-c id"),
                            new Destination.NativeLibrary("/tmp/x.so", null));
            for (Destination destination : destinations) {
                Verdict verdict = decide(floor, TODAY, destination);
                assertTrue(verdict.allowed(), destination::toString);
                assertEquals("builtin:learn", verdict.reason());
            }
            assertTrue(floor.isLearning());
            assertFalse(policy("'allow': []").isLearning());
        }

        @Test
        void inQuarantineNothingGoesWhateverThePolicyAllows() {
            facts.resolved("a.example", PUBLIC).ownAddress("127.0.0.1").listening(8080);
            Policy wide =
                    policy(
                            "'onViolation': 'log', 'allow': ['a.example:443', {'unix': '/run/a'}],"
                                    + " 'processes': {'allow': ['/bin/*']},"
                                    + " 'nativeLibraries': {'allow': ['*.so']}");
            List<Destination> destinations =
                    List.of(
                            new Destination.Connection(
                                    Address.parse(PUBLIC), 443, Transport.TCP, "a.example"),
                            new Destination.Lookup("a.example"),
                            new Destination.UnixSocket("/run/a"),
                            new Destination.Program("/bin/sh", "-c id"),
                            new Destination.NativeLibrary("/tmp/x.so", null));
            for (Policy own : List.of(wide, floor)) {
                Policy held = Policy.quarantine(own);
                for (Destination destination : destinations) {
                    assertTrue(decide(own, TODAY, destination).allowed());
                    Verdict verdict = decide(held, TODAY, destination);
                    assertEquals("quarantined", verdict.reason(), destination::toString);
                    assertEquals(OnViolation.BLOCK, verdict.onViolation());
                }
                assertTrue(connect(held, null, "127.0.0.1", 8080).allowed());
            }
        }

        @Test
        void whatAnyPolicyAllowsKeepsItsReasonForTheBaseline() {
            facts.ownAddress("127.0.0.1").listening(8080).ownName("build-7");
            facts.resolved("known.example", PUBLIC);

            assertEquals("builtin:self", connect(floor, null, "127.0.0.1", 8080).reason());
            assertEquals("builtin:learn", connect(floor, null, "127.0.0.1", 8081).reason());
            for (String own : List.of("localhost", "build-7")) {
                Verdict verdict = decide(floor, TODAY, new Destination.Lookup(own));
                assertEquals("builtin:localhost", verdict.reason());
            }
            Destination reverse = new Destination.ReverseLookup(Address.parse(PUBLIC));
            assertEquals("builtin:known-address", decide(floor, TODAY, reverse).reason());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "169.254.169.254",
                    "::ffff:169.254.169.254",
                    "::169.254.169.254",
                    "64:ff9b::a9fe:a9fe",
                    "2002:a9fe:a9fe::1",
                    "fd00:ec2::254"
                })
        void cloudMetadataIsBlockedHoweverItIsWrapped(String address) {
            Verdict verdict = connect(floor, null, address, 80);

            assertEquals("denied-by-rule", verdict.reason());
            assertEquals("rule:cloud-metadata", verdict.ruleLabel());
            assertEquals(OnViolation.BLOCK, verdict.onViolation());
        }

        @Test
        void aForgedNameIsReportedButNoWayRoundTheBlock() {
            Verdict forged = connect(floor, "claimed.example", PUBLIC, 443);
            assertEquals("forged-name", forged.reason());
            assertEquals(OnViolation.REPORT, forged.onViolation());

            Verdict metadata = connect(floor, "claimed.example", "169.254.169.254", 80);
            assertEquals("forged-name", metadata.reason());
            assertEquals(OnViolation.BLOCK, metadata.onViolation());
            assertEquals("rule:cloud-metadata", metadata.ruleLabel());
        }
    }

    @Nested
    class Claims {
        private final Policy policy =
                policy(
                        "'allow': [{'cidr': '0.0.0.0/0', 'ports': [1]}, {'cidr': '::/0', 'ports': [1]}]");

        @ParameterizedTest
        @ValueSource(strings = {"fe80::1", "FE80:0:0:0:0:0:0:1", "fe80::1%eth0", "fe80:0::1%2"})
        void theAddresssOwnLiteralIsNoClaim(String named) {
            assertTrue(connect(policy, named, "fe80::1", 1).allowed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"203.0.113.11", "::1", "3405803786", "no name", "\ud800", "%", "."})
        void anotherLiteralOrNoNameIsForged(String named) {
            assertEquals("forged-name", connect(policy, named, PUBLIC, 1).reason());
        }

        @Test
        void localhostIsLoopbackWhateverALookUpOfItGave() {
            facts.resolved("localhost", "10.0.0.1");
            Policy local = policy("'allow': [{'host': 'localhost', 'ports': [1]}]");

            assertEquals("forged-name", connect(local, "localhost", "10.0.0.1", 1).reason());
            assertEquals("not-listed", connect(local, null, "10.0.0.1", 1).reason());
            assertEquals("rule:allow[0]", connect(local, null, "127.0.0.1", 1).reason());
        }
    }

    @Nested
    class Reasons {
        @Test
        void aForgedNameIsNamedBeforeADenyRule() {
            Policy policy = policy("'deny': [{'cidr': '203.0.113.0/24', 'onViolation': 'log'}]");

            Verdict forged = connect(policy, "a.example", PUBLIC, 1);

            assertEquals("forged-name", forged.reason());
            assertEquals(OnViolation.BLOCK, forged.onViolation());
        }

        @Test
        void theRuleThatGotFurthestNamesTheReason() {
            facts.resolved("a.example", "10.0.0.1");
            String expired = "{'host': 'a.example', 'ports': [1], 'expires': '2026-11-20'}";
            String tool = "{'id': 't', 'host': 'a.example', 'ports': [1], 'tools': ['x']}";
            String special = "{'id': 's', 'host': 'a.example', 'ports': [1]}";
            String outside =
                    "{'id': 'o', 'host': 'a.example', 'ports': [1], 'addresses': ['10.1.0.0/16']}";

            assertReason("expired", "rule:allow[0]", expired);
            assertReason("tool-not-allowed", "rule:t", expired, tool);
            assertReason("tool-not-allowed", "rule:t", tool, expired);
            assertReason("special-address", "rule:s", tool, special, outside, expired);
            assertReason("address-not-allowed", "rule:o", expired, outside, special, tool);
            assertReason("not-listed", null, "{'host': 'b.example', 'ports': [1]}");
        }

        private void assertReason(String reason, String nearest, String... rules) {
            Policy policy = policy("'allow': [" + String.join(",", rules) + "]");
            Verdict verdict = connect(policy, "a.example", "10.0.0.1", 1);
            assertEquals(reason, verdict.reason());
            assertEquals(nearest, verdict.ruleLabel());
        }

        @Test
        void anExpiredRuleForAnotherToolIsExpired() {
            facts.resolved("a.example", PUBLIC);
            Policy policy =
                    policy(
                            "'allow': [{'host': 'a.example', 'ports': [1], 'tools': ['x'],"
                                    + " 'expires': '2020-01-01'}]");
            assertEquals("expired", connect(policy, "a.example", PUBLIC, 1, "y").reason());
        }

        @Test
        void theFirstAllowingRuleInTheFileIsNamedHoweverItIsFound() {
            facts.resolved("a.b.example", PUBLIC);
            String exact = "{'id': 'exact', 'host': 'a.b.example', 'ports': [1]}";
            String one = "{'id': 'one', 'host': '*.b.example', 'ports': [1]}";
            String many = "{'id': 'many', 'host': '**.b.example', 'ports': [1]}";
            String range = "{'id': 'range', 'cidr': '203.0.113.0/24', 'ports': [1]}";
            List<List<String>> orders =
                    List.of(
                            List.of(exact, one, many, range),
                            List.of(one, many, range, exact),
                            List.of(many, range, exact, one),
                            List.of(range, exact, one, many));
            List<String> firsts = List.of("exact", "one", "many", "range");
            for (int i = 0; i < orders.size(); i++) {
                Policy policy = policy("'allow': [" + String.join(",", orders.get(i)) + "]");
                String reason = connect(policy, "a.b.example", PUBLIC, 1).reason();
                assertEquals("rule:" + firsts.get(i), reason);
                assertEquals("rule:" + firsts.get(i), connect(policy, null, PUBLIC, 1).reason());
            }
        }

        @Test
        void toItselfNamesTheRuleThatAllowsItToo() {
            facts.ownAddress("10.2.0.9").listening(8080);
            Policy open = policy("'allow': [{'id': 'x', 'cidr': '10.2.0.9', 'ports': [8080]}]");
            Policy shut = policy("'deny': [{'cidr': '10.2.0.9'}]");

            assertEquals("rule:x", connect(open, null, "10.2.0.9", 8080).reason());
            assertEquals("denied-by-rule", connect(shut, null, "10.2.0.9", 8080).reason());
            Destination udp =
                    new Destination.Connection(
                            Address.parse("10.2.0.9"), 8080, Transport.UDP, null);
            assertEquals("not-listed", decide(policy("'allow': []"), TODAY, udp).reason());
        }
    }

    @Nested
    class Expiry {
        private final long lastDay = LocalDate.of(2026, 11, 21).toEpochDay();
        private final Policy policy =
                policy(
                        "'allow': [{'id': 'a', 'cidr': '203.0.113.10', 'ports': [1],"
                                + " 'expires': '2026-11-21'}, {'id': 'n', 'host': 'a.example',"
                                + " 'ports': [1], 'expires': '2026-11-21'}, {'id': 'u', 'unix': '/u',"
                                + " 'expires': '2026-11-21'}], 'deny': [{'cidr': '203.0.113.66',"
                                + " 'expires': '2026-11-21'}]");

        @Test
        void aRuleCountsThroughItsLastDay() {
            assertReasons(lastDay - 1, "rule:a", "rule:n", "rule:a", "rule:u", "denied-by-rule");
            assertReasons(lastDay, "rule:a", "rule:n", "rule:a", "rule:u", "denied-by-rule");
        }

        @Test
        void andNotFromTheNextDayOn() {
            assertReasons(
                    lastDay + 1,
                    "expired",
                    "lookup-not-listed",
                    "lookup-not-listed",
                    "expired",
                    "not-listed");
        }

        private void assertReasons(long today, String... reasons) {
            Address address = Address.parse(PUBLIC);
            Address denied = Address.parse("203.0.113.66");
            List<Destination> destinations =
                    List.of(
                            new Destination.Connection(address, 1, Transport.TCP, null),
                            new Destination.Lookup("a.example"),
                            new Destination.ReverseLookup(address),
                            new Destination.UnixSocket("/u"),
                            new Destination.Connection(denied, 1, Transport.TCP, null));
            for (int i = 0; i < reasons.length; i++) {
                assertEquals(reasons[i], decide(policy, today, destinations.get(i)).reason());
            }
        }
    }

    @Nested
    class WhatHappens {
        @Test
        void toADenialIsWhatTheRuleElseTheSectionElseThePolicySays() {
            Policy policy =
                    policy(
                            "'onViolation': 'report', 'deny': [{'cidr': '192.0.2.1',"
                                    + " 'onViolation': 'log', 'quiet': true}, {'cidr': '192.0.2.2'}],"
                                    + " 'processes': {'onViolation': 'block'}");

            Verdict own = connect(policy, null, "192.0.2.1", 1);
            assertEquals(OnViolation.LOG, own.onViolation());
            assertTrue(own.quiet());
            Verdict inherited = connect(policy, null, "192.0.2.2", 1);
            assertEquals(OnViolation.REPORT, inherited.onViolation());
            assertFalse(inherited.quiet());
            assertEquals(
                    OnViolation.BLOCK,
                    decide(policy, TODAY, new Destination.Program("/a", null)).onViolation());
            assertEquals(
                    OnViolation.REPORT,
                    decide(policy, TODAY, new Destination.NativeLibrary("/a", null)).onViolation());
            assertEquals(OnViolation.REPORT, connect(policy, null, PUBLIC, 1).onViolation());
        }

        @Test
        void isTheStrictestOfSeveralDenyRulesInAnyOrder() {
            String mild = "{'id': 'mild', 'cidr': '192.0.2.0/24', 'onViolation': 'log'}";
            String quiet = "{'id': 'quiet', 'cidr': '192.0.2.1', 'quiet': true}";
            String strict = "{'id': 'strict', 'cidr': '192.0.0.0/16', 'onViolation': 'block'}";
            for (String rules :
                    List.of(mild + "," + quiet + "," + strict, strict + "," + mild + "," + quiet)) {
                Verdict verdict = connect(policy("'deny': [" + rules + "]"), null, "192.0.2.1", 1);
                assertEquals("rule:strict", verdict.ruleLabel());
                assertEquals(OnViolation.BLOCK, verdict.onViolation());
                assertFalse(verdict.quiet());
            }
        }

        @Test
        void toAnAllowanceIsNothing() {
            assertNull(Verdict.allow(Reason.JDK).onViolation());
        }
    }

    @Nested
    class LookUps {
        @Test
        void ofTheMachinesOwnNameAreAlwaysAllowed() {
            facts.ownName("my-laptop");
            Policy policy = policy("'deny': [{'host': 'my-laptop'}]");
            Verdict verdict = decide(policy, TODAY, new Destination.Lookup("My-Laptop"));
            assertEquals("builtin:localhost", verdict.reason());
        }

        @Test
        void thatARuleAllowsDoNotAskForTheMachinesName() {
            facts.ownName("my-laptop");
            Policy policy = policy("'allow': ['my-laptop:80']");
            Verdict verdict = decide(policy, TODAY, new Destination.Lookup("my-laptop"));
            assertEquals("rule:allow[0]", verdict.reason());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "127.1", "\u0000", "x..y"})
        void ofWhatIsNoNameAreDenied(String name) {
            Verdict verdict = decide(policy("'allow': []"), TODAY, new Destination.Lookup(name));
            assertEquals("lookup-not-listed", verdict.reason());
        }

        @Test
        void ofAnAddressStopAtADenyRuleThatIsForAllPortsAndTools() {
            facts.resolved("a.example", "192.0.2.1", "192.0.2.2", "192.0.2.3");
            Policy policy =
                    policy(
                            "'deny': [{'cidr': '192.0.2.1'}, {'cidr': '192.0.2.2', 'ports': [1]},"
                                    + " {'cidr': '192.0.2.3', 'tools': ['x']}]");
            assertEquals("denied-by-rule", reverse(policy, "192.0.2.1"));
            assertEquals("builtin:known-address", reverse(policy, "192.0.2.2"));
            assertEquals("builtin:known-address", reverse(policy, "192.0.2.3"));
        }

        private String reverse(Policy policy, String address) {
            return decide(policy, TODAY, new Destination.ReverseLookup(Address.parse(address)))
                    .reason();
        }
    }

    @Test
    void aUnixSocketIsHeldAgainstToolsAndDenyRules() {
        Policy policy =
                policy(
                        "'allow': [{'id': 'a', 'unix': '/a', 'tools': ['x']}, {'unix': '/b'}],"
                                + " 'deny': [{'unix': '/b', 'tools': ['y']}]");
        Destination a = new Destination.UnixSocket("/a");
        Destination b = new Destination.UnixSocket("/b");

        assertEquals("rule:a", decide(policy, TODAY, a, "x").reason());
        assertEquals("tool-not-allowed", decide(policy, TODAY, a).reason());
        assertEquals("rule:allow[1]", decide(policy, TODAY, b, "x").reason());
        assertEquals("denied-by-rule", decide(policy, TODAY, b, "x", "y").reason());
    }

    @Test
    void aPinnedLibraryNeedsThePinnedHash() {
        String pin = "0123456789abcdef".repeat(4);
        Policy policy =
                policy("'nativeLibraries': {'allow': [{'path': 'x.so', 'sha256': '" + pin + "'}]}");

        assertTrue(load(policy, pin).allowed());
        assertTrue(load(policy, pin.toUpperCase(Locale.ROOT)).allowed());
        assertFalse(load(policy, "0".repeat(64)).allowed());
        assertFalse(load(policy, null).allowed());
    }

    private Verdict load(Policy policy, String sha256) {
        return decide(policy, TODAY, new Destination.NativeLibrary("/lib/x.so", sha256));
    }

    @Test
    void allowancesAndPlainDenialsAreTheSameInstancesEachTime() {
        facts.resolved("a.example", PUBLIC);
        Policy policy = policy("'allow': ['a.example:1']");

        assertSame(
                connect(policy, "a.example", PUBLIC, 1), connect(policy, "a.example", PUBLIC, 1));
        assertSame(
                connect(policy, "a.example", PUBLIC, 2), connect(policy, "a.example", PUBLIC, 2));
    }

    @Test
    void destinationsPrintNothingThatATerminalObeys() {
        Destination destination =
                new Destination.Connection(
                        Address.parse("2001:db8::1"), 443, Transport.TCP, "a\u001b[2J");
        assertEquals("aU+001b[2J at [2001:db8::1]:443/tcp", destination.toString());
    }
}
