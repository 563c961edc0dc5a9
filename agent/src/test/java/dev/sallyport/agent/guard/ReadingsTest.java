package dev.sallyport.agent.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.gate.Figures;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyReader;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {
    private static final byte[] LISTED = Address.parse("203.0.113.10").toBytes();
    private static final byte[] OTHER = Address.parse("203.0.113.66").toBytes();
    private static final byte[] NOISE = Address.parse("203.0.113.99").toBytes();

    /** Why something else than a connection is decided as it is. */
    private static final Set<Reason> OF_OTHERS =
            EnumSet.of(
                    Reason.LOCALHOST,
                    Reason.JDK,
                    Reason.KNOWN_ADDRESS,
                    Reason.LOOKUP_NOT_LISTED,
                    Reason.PROCESS_NOT_LISTED,
                    Reason.LIBRARY_NOT_LISTED,
                    Reason.TAMPERING,
                    Reason.ARTIFACT_CHANGED);

    @TempDir Path folder;

    @Test
    void connectionsAreCountedByWhyTheyWereDecidedAndViolationsByWhatWasDone() throws Exception {
        Guard guard = guard(held());
        Figures figures = guard.figures();
        for (int i = 0; i < 3; i++) {
            guard.connect(LISTED, 443, null, Sentry.TCP);
            guard.connect(OTHER, 443, null, Sentry.TCP);
        }
        guard.connect(OTHER, 443, null, Sentry.UDP);
        guard.connect(OTHER, 443, "api.weather.gov", Sentry.TCP);
        guard.connect(NOISE, 443, null, Sentry.TCP);
        guard.unixConnect("/run/docker.sock");
        guard.lookup("evil.example");

        assertEquals(3, connections(figures, "allow", "rule", "tcp"));
        assertEquals(3, connections(figures, "deny", "not-listed", "tcp"));
        assertEquals(1, connections(figures, "deny", "not-listed", "udp"));
        assertEquals(1, connections(figures, "deny", "not-listed", "unix"));
        assertEquals(1, connections(figures, "deny", "forged-name", "tcp"));
        assertEquals(1, connections(figures, "deny", "denied-by-rule", "tcp"));
        assertEquals(10, sum(figures, "sallyport.connections"));
        assertEquals(5, read(figures, "sallyport.violations", "connect", "block"));
        assertEquals(1, read(figures, "sallyport.violations", "unix-connect", "block"));
        assertEquals(1, read(figures, "sallyport.violations", "lookup", "block"));
        assertEquals(7, sum(figures, "sallyport.violations"), "known noise is none");
        assertEquals(9, read(figures, "sallyport.decision"));
        assertTrue(sum(figures, "sallyport.events.written") >= 7);
    }

    @Test
    void aRequestOnAConnectionIsNotOneMore() {
        Tally tally = new Tally();
        Verdict verdict = Verdict.deny(Reason.NOT_LISTED, OnViolation.BLOCK);
        tally.count(Tally.cell(Activity.REQUEST, Transport.TCP, verdict));
        assertEquals(0, tally.attempts(Activity.CONNECT, Transport.TCP, Reason.NOT_LISTED));
        assertEquals(1, tally.denied());
    }

    @Test
    void howLongADecisionTakesIsMeasuredWhereSomebodyWantsToKnow() throws Exception {
        Guard guard = guard(held());
        guard.connect(LISTED, 443, null, Sentry.TCP);
        Figures figures = guard.figures();
        assertEquals(0, read(figures, "sallyport.decision"));
        guard.connect(LISTED, 443, null, Sentry.TCP);
        assertEquals(1, read(figures, "sallyport.decision"));
        assertEquals(1, read(guard.figures(), "sallyport.decision"), "one watch for all");
        assertTrue(figures.nanos(0) > 0);
    }

    @Test
    void noReasonOfAConnectionIsWithoutItsFigure() throws Exception {
        Set<String> shown = new HashSet<>();
        addReasons(shown, guard(held()).figures());
        addReasons(shown, guard(Policy.learning("weather")).figures());
        for (Reason reason : Reason.values()) {
            boolean isRule = reason.wire().startsWith("rule:");
            assertEquals(
                    !isRule && !OF_OTHERS.contains(reason),
                    shown.contains(reason.wire()),
                    reason.wire());
        }
        assertTrue(shown.contains("rule"));
    }

    @Test
    void listedHostsAreTagsWhereAskedForAndAllOthersAreOne() throws Exception {
        String rules =
                """
                {"version": 1, "server": "weather", "allow": [
                  {"host": "api.weather.gov", "ports": [443]},
                  {"host": "*.cdn.example.com", "ports": [443]},
                  {"host": "api.weather.gov", "ports": [53], "transport": "udp"},
                  {"host": "other", "ports": [443]}]}
                """;
        Guard guard = guard(PolicyReader.read("p", rules.getBytes(UTF_8)), true);
        guard.resolved("api.weather.gov", LISTED);
        guard.resolved("a.cdn.example.com", OTHER);
        Figures figures = guard.figures();
        guard.connect(LISTED, 443, "api.weather.gov", Sentry.TCP);
        guard.connect(LISTED, 444, null, Sentry.TCP);
        guard.connect(LISTED, 53, null, Sentry.UDP);
        guard.connect(LISTED, 53, null, Sentry.SCTP);
        guard.connect(OTHER, 443, null, Sentry.TCP);
        guard.connect(OTHER, 443, null, Sentry.UDP);
        guard.connect(NOISE, 443, "evil.example", Sentry.TCP);
        guard.connect(NOISE, 443, null, Sentry.TCP);
        guard.lookup("evil.example");
        guard.unixConnect("/run/docker.sock");

        String all = "sallyport.connections";
        assertEquals(1, read(figures, all, "allow", "rule", "tcp", "api.weather.gov"));
        assertEquals(1, read(figures, all, "deny", "not-listed", "tcp", "api.weather.gov"));
        assertEquals(1, read(figures, all, "allow", "rule", "udp", "api.weather.gov"));
        assertEquals(1, read(figures, all, "deny", "not-listed", "sctp", "other"));
        assertEquals(1, read(figures, all, "allow", "rule", "tcp", "*.cdn.example.com"));
        assertEquals(1, read(figures, all, "deny", "not-listed", "udp", "other"));
        assertEquals(1, read(figures, all, "deny", "forged-name", "tcp", "other"));
        assertEquals(1, read(figures, all, "deny", "not-listed", "tcp", "other"));
        assertEquals(9, sum(figures, all), "each once");
        String violations = "sallyport.violations";
        assertEquals(1, read(figures, violations, "connect", "block", "api.weather.gov"));
        assertEquals(4, read(figures, violations, "connect", "block", "other"));
        assertEquals(1, read(figures, violations, "lookup", "block", "other"));
        assertEquals(7, sum(figures, violations), "each once");
        assertFalse(hosts(figures).contains("evil.example"));
    }

    @Test
    void aPolicyOfManyHostsHasAnEndToTheTags() throws Exception {
        StringBuilder rules = new StringBuilder("{\"version\":1,\"server\":\"s\",\"allow\":[");
        for (int i = 0; i < 1000; i++) {
            rules.append(i == 0 ? "" : ",").append("\"h").append(i).append(".example:443\"");
        }
        byte[] policy = rules.append("]}").toString().getBytes(UTF_8);
        Figures figures = guard(PolicyReader.read("p", policy), true).figures();
        Set<String> hosts = hosts(figures);
        assertEquals(HostTallies.MOST + 1, hosts.size());
        assertTrue(hosts.contains("h99.example") && hosts.contains(HostTallies.OTHER));
        assertFalse(hosts.contains("h100.example"));
    }

    private static Set<String> hosts(Figures figures) {
        Set<String> hosts = new HashSet<>();
        for (int i = 0; i < figures.count(); i++) {
            String[] tags = figures.tags(i);
            if (tags.length > 0) {
                assertEquals("host", tags[tags.length - 2], figures.name(i));
                hosts.add(tags[tags.length - 1]);
            }
        }
        return hosts;
    }

    @Test
    void howTheServerIsGuardedNamesTheLastViolationAndNoHost() throws Exception {
        Guard guard = guard(held());
        Figures figures = guard.figures();
        assertEquals(
                List.of(
                        "server",
                        "weather",
                        "mode",
                        "hold",
                        "policy_sha256",
                        "abc",
                        "on_violation",
                        "block"),
                List.of(figures.standing()));
        guard.connect(OTHER, 443, "evil.example", Sentry.TCP);
        List<String> standing = List.of(figures.standing());
        assertTrue(standing.get(9).matches("v[0-9a-f]{6}"), standing::toString);
        assertEquals("last_violation_time", standing.get(10));
        assertFalse(standing.toString().contains("evil"), standing::toString);
        assertEquals(
                List.of("server", "weather", "mode", "learn"),
                List.of(guard(Policy.learning("weather")).figures().standing()).subList(0, 4));
    }

    private static void addReasons(Set<String> shown, Figures figures) {
        for (int i = 0; i < figures.count(); i++) {
            if (figures.name(i).equals("sallyport.connections")) {
                shown.add(figures.tags(i)[3]);
            }
        }
    }

    private static long connections(
            Figures figures, String verdict, String reason, String transport) {
        return read(figures, "sallyport.connections", verdict, reason, transport);
    }

    /** The one figure of that name whose tags have these values. */
    private static long read(Figures figures, String name, String... values) {
        for (int i = 0; i < figures.count(); i++) {
            if (figures.name(i).equals(name) && hasValues(figures.tags(i), values)) {
                return figures.read(i);
            }
        }
        throw new AssertionError(name + " " + List.of(values) + " is not there");
    }

    private static boolean hasValues(String[] tags, String[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!tags[2 * i + 1].equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    private static long sum(Figures figures, String name) {
        long sum = 0;
        for (int i = 0; i < figures.count(); i++) {
            sum += figures.name(i).equals(name) ? figures.read(i) : 0;
        }
        return sum;
    }

    private static Policy held() throws Exception {
        String text =
                "{\"version\":1,\"server\":\"weather\",\"allow\":["
                        + "{\"cidr\":\"203.0.113.10/32\",\"ports\":[443]}],"
                        + "\"deny\":[{\"cidr\":\"203.0.113.99/32\",\"quiet\":true}]}";
        return PolicyReader.read("p", text.getBytes(UTF_8));
    }

    private Guard guard(Policy policy) {
        return guard(policy, false);
    }

    private Guard guard(Policy policy, boolean countsHosts) {
        String sha256 = policy.isLearning() ? null : "abc";
        Orders orders = new Orders("weather", policy, sha256, null, countsHosts, null);
        return new StandIns().guard(orders, folder.resolve("run.jsonl"));
    }
}
