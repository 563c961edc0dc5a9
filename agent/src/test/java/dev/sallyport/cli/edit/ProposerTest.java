package dev.sallyport.cli.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Verdict;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A policy from what was seen, and what an attacker would like it to take in. */
class ProposerTest {
    private static final Suffixes SUFFIXES = Suffixes.read();
    private static final long TODAY = 20_000;
    private static final Proposer.Wishes PLAIN = new Proposer.Wishes(false, false, 20);

    private final Learned learned = new Learned();

    private Proposal propose() {
        return propose(PolicyText.begin("p.json", "weather"), PLAIN);
    }

    private Proposal propose(PolicyText existing, Proposer.Wishes wishes) {
        return Proposer.propose(learned.history(), existing, wishes, SUFFIXES, TODAY);
    }

    private static List<String> rules(Proposal proposal) {
        return proposal.entries().stream().map(Proposal.Backed::rule).toList();
    }

    private static List<String> marks(Proposal proposal, String rule) {
        return proposal.entries().stream()
                .filter(entry -> entry.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rules(proposal)))
                .marks();
    }

    private static String left(Proposal proposal) {
        return proposal.notProposed().stream()
                .map(not -> not.what() + ": " + not.why())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aHostGetsItsPortsAndTheToolsThatWentThere() {
        learned.run().connect("api.weather.gov", "203.0.113.1", 443);
        learned.run().connect("api.weather.gov", "203.0.113.2", 443);
        learned.during(Certainty.ONLY_CALL, "get_alerts");
        learned.connect("api.weather.gov", "203.0.113.2", 443);
        learned.during(Certainty.NONE).connect("time.example", "203.0.113.3", 443);

        Proposal proposal = propose();
        assertEquals(
                List.of("api.weather.gov:443 for get_alerts, get_forecast", "time.example:443"),
                rules(proposal));
        assertEquals(
                """
                {
                  "version": 1,
                  "server": "weather",
                  "onViolation": "block",
                  "allow": [
                    {"host": "api.weather.gov", "ports": [443], "tools": ["get_alerts", "get_forecast"]},
                    // second look: no tool call in progress, one run of 2
                    {"host": "time.example", "ports": [443]}
                  ]
                }
                """,
                proposal.edited().text());
    }

    /** The name is for whoever reads it: a rule for it would open nothing there. */
    @Test
    void anAddressWhoseNameAHandshakeProvedIsListedAsAnAddressAndTheNameIsWhy() {
        learned.run().address("203.0.113.9", 443, "tcp").address("203.0.113.66", 443, "tcp");
        for (String name : List.of("d.example", "b.example", "a.example", "c.example")) {
            learned.event(
                    Activity.SERVER_NAME,
                    Target.host(name, "sni", "203.0.113.9", 443, "tcp"),
                    new Outcome(true, "name-only", null, null, false, null));
        }
        Proposal proposal = propose();
        assertEquals(
                List.of("203.0.113.66:443 for get_forecast", "203.0.113.9:443 for get_forecast"),
                rules(proposal));
        assertEquals(10, proposal.entries().stream().mapToLong(e -> e.uses().count()).sum());
        List<Rule> allow = proposal.edited().policy().allow();
        assertNull(allow.get(0).why());
        assertEquals(
                "sni a.example, b.example, c.example and 1 more, by a certificate that the server"
                        + " trusts",
                allow.get(1).why());
    }

    @Test
    void aToolIsLeftOutWhereNotAllConnectionsAreSure() {
        learned.run().connect("a.example", "203.0.113.1", 443);
        learned.during(Certainty.ONE_OF, "x", "y").connect("a.example", "203.0.113.1", 443);
        assertEquals(List.of("a.example:443"), rules(propose()));
        assertTrue(marks(propose(), "a.example:443").contains("not sure which tool"));
    }

    @Test
    void privateAddressesAreNamedAndPublicOnesAreNot() {
        learned.run();
        learned.connect("db.corp.example", "10.4.0.7", 5432);
        learned.connect("pods.corp.example", "10.5.1.7", 5432);
        learned.connect("pods.corp.example", "10.5.1.9", 5432);
        learned.connect("both.example", "203.0.113.1", 443)
                .connect("both.example", "10.6.0.1", 443);
        learned.connect("localhost", "127.0.0.1", 6379);
        assertEquals(
                List.of(
                        "both.example:443 at 10.6.0.1 for get_forecast",
                        "both.example:443 for get_forecast",
                        "db.corp.example:5432 at 10.4.0.7 for get_forecast",
                        "localhost:6379 for get_forecast",
                        "pods.corp.example:5432 at 10.5.1.0/24 for get_forecast"),
                rules(propose()).stream().sorted().toList());
    }

    @Test
    void anAddressIsListedOnlyWhereNoNameWasProved() {
        learned.run().address("192.0.2.7", 8125, "udp");
        Proposal proposal = propose();
        assertEquals(List.of("192.0.2.7:8125/udp for get_forecast"), rules(proposal));
        assertTrue(marks(proposal, "192.0.2.7:8125/udp for get_forecast").contains("bare address"));
    }

    @Test
    void aNameThatIsOnlyLookedUpOpensNoConnection() {
        learned.run().lookup("legacy.example").connect("a.example", "203.0.113.1", 443);
        Proposal proposal = propose();
        assertEquals(
                List.of("a.example:443 for get_forecast", "legacy.example:443, look-up only"),
                rules(proposal));
        Learned later = new Learned().run().connect("legacy.example", "203.0.113.9", 443);
        for (Kind kind : later.history().kinds()) {
            String address = kind.activity() == Activity.CONNECT ? "203.0.113.9" : null;
            Verdict verdict = Replay.verdict(proposal.edited().policy(), kind, address, TODAY);
            assertEquals(kind.activity() == Activity.LOOKUP, verdict.allowed(), verdict.reason());
        }
    }

    @Test
    void aTunnelOfLookUpsIsNotTakenIn() {
        learned.run();
        for (int i = 0; i < 40; i++) {
            learned.lookup("d" + i + ".exfil.example");
        }
        assertEquals(List.of(), rules(propose()));
        assertTrue(left(propose()).contains("40 names below exfil.example"), left(propose()));
    }

    @Test
    void programsAndLibrariesGetPatternsThatHoldInTheNextRun() {
        learned.run();
        learned.program("/usr/sbin/ldconfig", "-p").program("/usr/bin/git", "log");
        learned.library(
                "/tmp/sqlite-3.46.0.0-7e3d0c4a-11aa-22bb-33cc-0123456789ab-libsqlitejdbc.so");
        learned.library("/home/u/.cache/JNA/temp/jna1234567890123.tmp");
        learned.library("/tmp/libnetty_transport_native_epoll_x86_6412345678901.so");
        learned.library("/tmp/librocksdbjni4711471147114711.so");
        learned.library("/opt/app-1.2.3/lib/libapp.so.1.2.3");
        learned.library("/tmp/123456789.so");
        assertEquals(
                List.of(
                        "program /usr/bin/git",
                        "library /home/u/.cache/JNA/temp/jna*.tmp",
                        "library /opt/app-*/lib/libapp.so.*",
                        "library /tmp/123456789.so",
                        "library libnetty_transport_native_epoll_x86_*.so",
                        "library librocksdbjni*.so",
                        "library sqlite-*-libsqlitejdbc.so",
                        "preset jna"),
                rules(propose()));
    }

    @Test
    void whatWasRefusedOrForgedIsLeftToPeople() {
        learned.run();
        learned.forged("github.com", "198.51.100.6", 443);
        learned.event(
                Activity.CONNECT,
                Learned.host(null, "169.254.169.254", 80, "tcp"),
                new Outcome(false, "denied-by-rule", null, OnViolation.BLOCK, false, "v00000a"));
        learned.event(
                Activity.TAMPERING,
                Target.path("/home/u/p.json"),
                new Outcome(false, "tampering", null, OnViolation.BLOCK, false, "v00000b"));
        Outcome reported =
                new Outcome(false, "not-listed", null, OnViolation.REPORT, false, "v00000c");
        Target host = Learned.host("new.example", "203.0.113.4", 443, "tcp");
        learned.event(Activity.CONNECT, host, reported);

        Proposal proposal = propose();
        assertEquals(List.of(), rules(proposal));
        assertEquals(4, proposal.notProposed().size(), left(proposal));
        assertEquals(
                List.of("new.example:443 for get_forecast"),
                rules(
                        propose(
                                PolicyText.begin("p.json", "weather"),
                                new Proposer.Wishes(false, true, 20))));
    }

    @Test
    void anAttackerWhoIsActiveWhileLearningStandsOut() {
        for (int i = 0; i < 5; i++) {
            learned.run().during(Certainty.EXACT, "get_forecast").by("com.acme:weather:1.3");
            learned.connect("api.weather.gov", "203.0.113.1", 443);
            learned.connect("geo.example", "203.0.113.2", 443);
        }
        learned.during(Certainty.NONE).by("com.evil:helper:1").times(1);
        learned.connect("c2.evil.example", "198.51.100.1", 4444);
        learned.connect("api.weathor.gov", "198.51.100.2", 443);
        learned.address("198.51.100.3", 443, "tcp");
        learned.during(Certainty.EXACT, "get_forecast");
        learned.connect("4e1a99c0b7d2f3a8.evil.example", "198.51.100.1", 443);
        learned.connect("drop.github.io", "198.51.100.4", 443);

        Proposal proposal = propose();
        assertEquals(List.of("one tool only"), marks(proposal, "geo.example:443 for get_forecast"));
        List<String> c2 = marks(proposal, "c2.evil.example:4444");
        for (String mark :
                List.of("no tool call in progress", "one run of 5", "seen once", "unusual port")) {
            assertTrue(c2.contains(mark), c2.toString());
        }
        assertTrue(marks(proposal, "api.weathor.gov:443").contains("looks like api.weather.gov"));
        assertTrue(marks(proposal, "198.51.100.3:443").contains("bare address"));
        assertTrue(
                marks(proposal, "4e1a99c0b7d2f3a8.evil.example:443 for get_forecast")
                        .contains("random-looking name"));
        assertTrue(
                marks(proposal, "drop.github.io:443 for get_forecast").contains("shared hosting"));
        for (String evil : List.of("c2.evil", "weathor", "198.51.100.3", "4e1a", "drop.git")) {
            String text = proposal.edited().text();
            int line = text.lastIndexOf("\n", text.indexOf(evil));
            String above = text.substring(text.lastIndexOf("\n", line - 1), line);
            assertTrue(above.contains("// second look: "), evil + ":" + above);
        }
    }

    @Test
    void codeThatGoesNowhereElseIsNamed() {
        learned.run()
                .connect("a.example", "203.0.113.1", 443)
                .connect("b.example", "203.0.113.2", 443);
        learned.by("com.evil:helper:1").connect("c.example", "203.0.113.3", 443);
        assertTrue(
                marks(propose(), "c.example:443 for get_forecast")
                        .contains("by com.evil:helper:1, which goes nowhere else"));
    }

    @Test
    void wildcardsAreMadeWhenAskedAndNeverWhereAnybodyCanHaveAName() {
        learned.run();
        for (String label : List.of("a1", "b2", "c3")) {
            learned.connect(label + ".cdn.example.com", "203.0.113.1", 443);
            learned.connect(label + ".cloudfront.net", "203.0.113.2", 443);
        }
        assertEquals(6, rules(propose()).size());
        assertTrue(propose().wildcards().contains("cdn.example.com"));

        Proposal proposal =
                propose(
                        PolicyText.begin("p.json", "weather"),
                        new Proposer.Wishes(true, false, 20));
        assertTrue(rules(proposal).contains("*.cdn.example.com:443 for get_forecast"));
        assertFalse(proposal.edited().text().contains("*.cloudfront.net"));
        assertTrue(proposal.refusedWildcards().contains("cloudfront.net"));
    }

    @Test
    void whatPeopleWroteStaysAndASecondBaselineAddsNothing() throws Exception {
        PolicyText byHand =
                PolicyText.of(
                        "p.json",
                        """
                        // ours
                        {"version": 1, "server": "weather",
                         "allow": [
                           {"id": "nws", "host": "*.weather.gov", "ports": [443], "why": "forecasts"},
                           "old.example:443" // still needed?
                         ],
                         "deny": [{"host": "bad.example"}]}
                        """);
        learned.run().mainJar("com.acme:weather:1.3", "ab".repeat(32));
        learned.connect("api.weather.gov", "203.0.113.1", 443);
        learned.connect("bad.example", "203.0.113.5", 443);
        learned.connect("new.example", "203.0.113.6", 443);

        Proposal once = propose(byHand, PLAIN);
        assertTrue(once.edited().text().contains("\"why\": \"forecasts\""));
        assertTrue(once.edited().text().contains("// still needed?"));
        assertTrue(left(once).contains("the policy denies it (rule:deny[0])"), left(once));
        assertEquals("com.acme:weather", once.edited().policy().artifact().name());

        Proposal twice = propose(once.edited(), PLAIN);
        assertEquals(once.edited().text(), twice.edited().text());
        assertEquals(
                Evidence.text(learned.history(), once), Evidence.text(learned.history(), twice));
    }

    @Test
    void entriesThatNobodyUsesAreToldAndGoWhenAsked() throws Exception {
        PolicyText byHand =
                PolicyText.of(
                        "p.json",
                        "{\"version\": 1, \"server\": \"weather\", \"allow\": [\n"
                                + "  \"a.example:443\",\n  \"b.example:443\"\n]}");
        learned.run().connect("b.example", "203.0.113.2", 443);
        for (int i = 0; i < 20; i++) {
            learned.run().connect("a.example", "203.0.113.1", 443);
        }
        Proposal proposal = propose(byHand, PLAIN);
        assertEquals(1, proposal.unused().size());
        assertEquals("b.example:443", proposal.unused().get(0).rule());
        assertFalse(proposal.withoutUnused().text().contains("b.example"));
        assertTrue(proposal.edited().text().contains("b.example"));
        assertEquals(List.of(), propose(byHand, new Proposer.Wishes(false, false, 22)).unused());
    }

    /** The promise of a baseline, for whatever a server did. */
    @Test
    void whatWasSeenAndNotLeftToPeopleIsAllowedByTheProposal() throws PolicyException {
        Random random = new Random(20261121);
        String[] names = {"a.example", "b.a.example", "localhost", "x.github.io", "db", null};
        String[] addresses = {"203.0.113.1", "10.0.0.1", "10.0.0.2", "127.0.0.1", "fd00::1"};
        Certainty[] certainties = Certainty.values();
        int judged = 0;
        for (int round = 0; round < 300; round++) {
            Learned some = new Learned().run();
            for (int i = 0; i < 8; i++) {
                some.during(certainties[random.nextInt(4)], "t" + random.nextInt(2));
                String name = names[random.nextInt(names.length)];
                String address = addresses[random.nextInt(addresses.length)];
                if ("localhost".equals(name)) {
                    address = "127.0.0.1";
                }
                int port = random.nextBoolean() ? 443 : 8000 + random.nextInt(2);
                String over = random.nextBoolean() ? "tcp" : "udp";
                some.event(
                        Activity.CONNECT, Learned.host(name, address, port, over), Learned.ALLOWED);
                if (name != null) {
                    some.lookup(name);
                }
                if (random.nextInt(4) == 0) {
                    some.library("/tmp/lib" + random.nextInt() + ".so").program("/bin/a", "b");
                }
                if (random.nextInt(3) == 0) {
                    some.run();
                }
            }
            Proposal proposal =
                    Proposer.propose(
                            some.history(),
                            PolicyText.begin("p.json", "weather"),
                            PLAIN,
                            SUFFIXES,
                            TODAY);
            assertEquals("", left(proposal));
            for (Kind kind : some.history().kinds()) {
                boolean connection = kind.activity() == Activity.CONNECT;
                for (String address : connection ? kind.addresses() : List.of("")) {
                    Verdict verdict =
                            Replay.verdict(proposal.edited().policy(), kind, address, TODAY);
                    assertTrue(
                            verdict.allowed(),
                            () -> kind.target() + " " + verdict + proposal.edited().text());
                    judged++;
                }
            }
        }
        assertTrue(judged > 3_000, "only " + judged);
    }

    @Test
    void aJarsNameCannotBreakOutOfItsCommentNorAToolsOutOfItsList() {
        learned.run()
                .connect("a.example", "203.0.113.1", 443)
                .connect("b.example", "203.0.113.2", 443);
        learned.by("com.evil\n\"x.example:1\",//:helper:1");
        learned.during(Certainty.EXACT, "x\"], \"why\": \"\u202e");
        learned.connect("c.example", "203.0.113.3", 443);
        Proposal proposal = propose();
        assertEquals(3, proposal.edited().policy().allow().size());
        assertTrue(
                proposal.edited().text().chars().allMatch(c -> c == '\n' || (c >= 32 && c < 127)));
    }

    @Test
    void whatNoPolicyCanHoldIsLeftOut() {
        learned.run().during(Certainty.EXACT, "");
        learned.connect("a.example", "203.0.113.1", 443);
        learned.during(Certainty.EXACT, "y").connect("b.example", "203.0.113.1", 443);
        Proposal proposal = propose();
        assertEquals(
                List.of("a.example:443, look-up only", "b.example:443 for y"),
                rules(proposal).stream().sorted().toList());
        assertTrue(left(proposal).contains("no policy can hold it"), left(proposal));
    }

    @Test
    void thePresetIsThatOfTheLibraryThatRanTheHelper() {
        learned.run().by("org.xerial:sqlite-jdbc:3.51.0.0").program("/usr/bin/uname", "-o");
        assertEquals(List.of("preset sqlite-jdbc"), rules(propose()));
    }

    @Test
    void withoutKnowingWhoRanThemTheHelpersThemselvesSayWhichPreset() {
        learned.run().by(null).program("/usr/sbin/ldconfig", "-p").program("/usr/bin/uname", "-o");
        assertEquals(List.of("preset oshi"), rules(propose()));
    }
}
