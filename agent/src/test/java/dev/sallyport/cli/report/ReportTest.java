package dev.sallyport.cli.report;

import static dev.sallyport.cli.report.Scene.DAY;
import static dev.sallyport.cli.report.Scene.TODAY;
import static dev.sallyport.cli.report.Scene.allowed;
import static dev.sallyport.cli.report.Scene.by;
import static dev.sallyport.cli.report.Scene.denied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says of what was done. */
class ReportTest {
    private static final String POLICY =
            """
            {"version": 1, "server": "weather", "allow": [
              {"id": "nws", "host": "api.weather.gov", "ports": [443]},
              {"id": "cdn", "host": "*.cdn.example.com", "ports": [443]},
              {"id": "db", "host": "db.corp.example", "addresses": ["10.4.0.0/16"], "ports": [5432]},
              {"id": "stats", "cidr": "192.0.2.0/24", "ports": [8125], "transport": "udp"},
              {"id": "news", "host": "news.example.org", "ports": [443], "tools": ["read_news"]}
            ], "processes": {"allow": ["/usr/bin/git"]}}
            """;

    @TempDir private Path home;
    private Scene scene;

    @BeforeEach
    void aWeatherServerUnderItsPolicy() throws IOException {
        scene = new Scene(home).heldBy("weather", "r1", TODAY - 3 * DAY, POLICY);
    }

    private Finding only() throws IOException {
        List<Finding> findings = scene.report().servers().get(0).findings();
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    private Finding connection(String name, String source, String address, int port, String over)
            throws IOException {
        Target target = Target.host(name, source, address, port, over);
        scene.attempt(
                Activity.CONNECT,
                target,
                denied("not-listed", null, "v1"),
                by("t", "a:b:1"),
                TODAY);
        return only();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.weather.gov     | 8443 | tcp | rule:nws differs by port: it lists 443",
                "api.weather.gov     | 443  | udp | rule:nws differs by transport: it lists tcp",
                "cdn.example.com     | 443  | tcp | rule:cdn lists *.cdn.example.com, which is not the"
                        + " name itself",
                "a.b.cdn.example.com | 443  | tcp | rule:cdn lists *.cdn.example.com: one label more"
                        + " only",
                "x.api.weather.gov   | 443  | tcp | rule:nws lists api.weather.gov: that name only",
                "www.weather.gov     | 443  | tcp | rule:nws lists api.weather.gov, another name of"
                        + " that domain",
                "other.example.net   | 443  | tcp | no rule is near"
            })
    void theNearestRuleIsNamedWithWhatItLacks(String name, int port, String over, String nearest)
            throws IOException {
        assertEquals(nearest, connection(name, "look-up", "203.0.113.9", port, over).nearest());
    }

    @Test
    void aNameThatAHandshakeProvedIsShownBesideItsAddressAndCountsNothing() throws IOException {
        Finding without = connection(null, null, "203.0.113.9", 443, "tcp");
        assertEquals("no name is known for the address", without.nameProof());
        Target proved = Target.host("api.example", "sni", "203.0.113.9", 443, "tcp");
        Outcome nothing = new Outcome(true, "name-only", null, null, false, null);
        scene.attempt(Activity.SERVER_NAME, proved, nothing, Origin.UNKNOWN, TODAY);

        Finding finding = only();
        assertEquals("203.0.113.9:443", finding.destination());
        assertEquals(
                "the name is proved by sni, by a certificate that the server trusts: api.example",
                finding.nameProof());
        assertEquals(1, finding.counts().all());
        ServerReport server = scene.report().servers().get(0);
        assertEquals(1, server.rows().size());
        assertEquals("203.0.113.9:443 (sni api.example)", server.rows().get(0).named());
        assertEquals(1, server.rows().get(0).count());
        assertEquals(1, server.coverage().attempts());
        assertEquals(0, server.coverage().missing());
    }

    @Test
    void aNameThatAHandshakeProvedElsewhereIsNotShown() throws IOException {
        Outcome nothing = new Outcome(true, "name-only", null, null, false, null);
        for (Target other :
                List.of(
                        Target.host("a.example", "sni", "203.0.113.9", 444, "tcp"),
                        Target.host("b.example", "sni", "203.0.113.10", 443, "tcp"),
                        Target.host("c.example", "none", "203.0.113.9", 443, "tcp"),
                        Target.name("*.d.example"))) {
            scene.attempt(Activity.SERVER_NAME, other, nothing, Origin.UNKNOWN, TODAY);
        }
        Finding finding = connection(null, null, "203.0.113.9", 443, "tcp");
        assertEquals("no name is known for the address", finding.nameProof());
    }

    /** Let go and reported, it is violated by the name as well. */
    @Test
    void aNameWithoutALookUpThatAHandshakeProvedIsNoMereClaim() throws IOException {
        Target proved = Target.host("api.example", "sni", "203.0.113.9", 443, "tcp");
        Outcome nothing = new Outcome(true, "name-only", null, null, false, null);
        scene.attempt(Activity.SERVER_NAME, proved, nothing, Origin.UNKNOWN, TODAY);
        assertEquals(
                "no look-up gave this address; the name is proved by sni, by a certificate that the"
                        + " server trusts",
                connection("api.example", "none", "203.0.113.9", 443, "tcp").nameProof());
    }

    @Test
    void anAddressComesNearARangeOfOtherPorts() throws IOException {
        assertEquals(
                "rule:stats differs by port: it lists 8125",
                connection(null, null, "192.0.2.9", 9999, "udp").nearest());
    }

    @Test
    void aRuleThatTheAgentNamedIsSaidToDifferByTool() throws IOException {
        Target news = Target.host("news.example.org", "look-up", "203.0.113.9", 443, "tcp");
        scene.attempt(
                Activity.CONNECT,
                news,
                denied("tool-not-allowed", "rule:news", "v1"),
                by("other", "a:b:1"),
                TODAY);
        assertEquals("rule:news differs by tool: it lists read_news", only().nearest());
    }

    @Test
    void aProgramOfTheSameNameElsewhereIsNear() throws IOException {
        scene.attempt(
                Activity.PROCESS,
                Target.program("/tmp/git", "git push"),
                denied("process-not-listed", null, "v1"),
                by("t", "a:b:1"),
                TODAY);
        assertEquals("/usr/bin/git is listed, in another folder", only().nearest());
    }

    @Test
    void aPolicyThatHasChangedSinceIsNotAskedAndSaysSo() throws IOException {
        Files.writeString(home.resolve("weather.policy.json"), POLICY.replace("443", "444"));
        Finding finding = connection("api.weather.gov", "look-up", "203.0.113.9", 444, "tcp");
        assertEquals("not known: the policy has changed since the run", finding.nearest());
        assertNull(scene.report().servers().get(0).difference());
    }

    @Test
    void aNameThatLooksLikeAListedOneIsCalledOut() throws IOException {
        String listed = "api.weather.gov";
        scene.attempt(
                Activity.LOOKUP,
                Target.name("api.weathor.gov"),
                new Outcome(
                        false, "lookup-not-listed", null, OnViolation.BLOCK, false, "v1", listed),
                by("t", "a:b:1"),
                TODAY);
        Finding finding = only();
        assertTrue(finding.marks().contains(Mark.LOOK_ALIKE), finding::toString);
        assertEquals("api.weather.gov", finding.lookAlikeOf());
        assertEquals(
                "looks like api.weather.gov, which is listed, and is not it", finding.nearest());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 169.254.169.254, METADATA_ADDRESS BARE_ADDRESS",
                "metadata.google.internal, 169.254.169.254, METADATA_ADDRESS",
                "-, 10.1.2.3, BARE_ADDRESS PRIVATE_RANGE",
                "intern.example, fd12::1, PRIVATE_RANGE",
                "xn--wther-jva8a.example, 203.0.113.9, NON_ASCII_NAME",
                "5f4dcc3b5aa765d61d8327deb882cf99.t.example, 203.0.113.9, RANDOM_LABEL",
                "someone.github.io, 203.0.113.9, SHARED_HOSTING",
                "plain.example, 203.0.113.9, ''"
            })
    void whatIsOddAboutADestinationIsMarked(String name, String address, String marks)
            throws IOException {
        Set<Mark> expected = EnumSet.noneOf(Mark.class);
        for (String mark : marks.split(" ", -1)) {
            if (!mark.isEmpty()) {
                expected.add(Mark.valueOf(mark));
            }
        }
        String source = name == null ? null : "look-up";
        assertEquals(expected, connection(name, source, address, 443, "tcp").marks());
    }

    @Test
    void aClaimedNameAndACallThatIsNotThereAreMarked() throws IOException {
        Target forged = Target.host("api.weather.gov", "none", "203.0.113.9", 443, "tcp");
        scene.attempt(
                Activity.CONNECT,
                forged,
                denied("forged-name", null, "v1"),
                by(null, "a:b:1"),
                TODAY);
        Finding finding = only();
        assertEquals(EnumSet.of(Mark.FORGED_NAME, Mark.NO_CALL), finding.marks());
        assertEquals("the name is only claimed; no look-up gave this address", finding.nameProof());
    }

    @Test
    void oneIdIsOneFindingWhoeverCausedItTheMostFrequentFirst() throws IOException {
        Target evil = Target.name("collect.example");
        for (int i = 0; i < 3; i++) {
            scene.attempt(
                    Activity.LOOKUP,
                    evil,
                    denied("lookup-not-listed", null, "v1"),
                    by("get_forecast", "com.acme:geo:1.4.2"),
                    TODAY - DAY);
        }
        scene.attempt(
                Activity.LOOKUP,
                evil,
                denied("lookup-not-listed", null, "v1"),
                by(null, "com.acme:geo:1.4.2"),
                TODAY);
        Finding finding = only();
        assertEquals(new Counts(4, 0, 0), finding.counts());
        assertEquals(List.of(3L, 1L), finding.sources().stream().map(Source::count).toList());
        assertEquals(List.of(3L, 1L), finding.timeline());
        assertEquals("look-up of collect.example", finding.destination());
        assertEquals(Set.of("AWS_SECRET_ACCESS_KEY", "NWS_API_KEY"), Set.copyOf(finding.secrets()));
        assertEquals(
                List.of("java.net.Socket.connect:1", "com.acme.Telemetry.send:42"),
                finding.stack());
    }

    @Test
    void whatIsNewSinceALaterRunAndWhatOthersDidIsSaid() throws IOException {
        scene.heldBy("weather", "r2", TODAY - DAY, POLICY);
        scene.attempt(
                Activity.LOOKUP,
                Target.name("collect.example"),
                denied("lookup-not-listed", null, "v1"),
                by("t", "a:b:1"),
                TODAY);
        scene.run("notes", "n1", TODAY, Map.of())
                .attempt(
                        Activity.CONNECT,
                        Target.host("collect.example", "look-up", "203.0.113.9", 443, "tcp"),
                        allowed("builtin:learn"),
                        by("t", "a:b:1"),
                        TODAY);
        Finding finding = scene.report().servers().get(1).findings().get(0);
        assertEquals("new in run 2 of 2", finding.since().text());
        assertEquals(Set.of("notes"), finding.otherServers());
    }

    @Test
    void theCoverageSaysWhatTheReportRestsOn() throws IOException {
        scene.session(Map.of("unlabelled", "reactor-core-9.jar", "why", "unknown version"));
        scene.session(Map.of("unread_requests", "okhttp9.Call"));
        scene.session(Map.of("unheard", "micrometer9.Registry", "why", "NoSuchMethodError"));
        scene.session(Map.of("dropped_allowed", 5L));
        scene.lose(2);
        scene.attempt(
                Activity.LOOKUP,
                Target.name("api.weather.gov"),
                allowed("rule:nws"),
                by(null, "a:b:1"),
                TODAY);
        Coverage coverage = scene.report().servers().get(0).coverage();
        assertEquals(1, coverage.withStart());
        assertEquals(1, coverage.withoutStop());
        assertEquals(2, coverage.missing());
        assertEquals(5, coverage.dropped());
        assertEquals(1, coverage.withoutCall());
        assertEquals(Set.of("reactor-core-9.jar: unknown version"), coverage.unlabelled());
        assertEquals(Set.of("okhttp9.Call"), coverage.unread());
        assertEquals(Set.of("micrometer9.Registry: NoSuchMethodError"), coverage.unheard());
        assertTrue(coverage.hasHoles());
    }

    @Test
    void theDifferenceSaysWhatIsNotListedAndWhatIsNotUsed() throws IOException {
        Target api = Target.host("api.weather.gov", "look-up", "203.0.113.9", 443, "tcp");
        scene.attempt(Activity.CONNECT, api, allowed("rule:nws"), by("t", "a:b:1"), TODAY);
        scene.run("weather", "learned", TODAY - 9 * DAY, Map.of());
        scene.attempt(
                Activity.CONNECT, api, allowed("builtin:learn"), by("t", "a:b:1"), TODAY - 9 * DAY);
        Target other = Target.host("other.example", "look-up", "203.0.113.8", 443, "tcp");
        scene.attempt(
                Activity.CONNECT,
                other,
                allowed("builtin:learn"),
                by("t", "a:b:1"),
                TODAY - 9 * DAY);
        Difference difference = scene.report().servers().get(0).difference();
        assertEquals(1, difference.runs());
        assertEquals(
                List.of("other.example:443"),
                difference.unlisted().stream().map(Row::destination).toList());
        assertEquals(
                List.of(
                        "rule:cdn *.cdn.example.com:443",
                        "rule:db db.corp.example:5432",
                        "rule:stats 192.0.2.0/24:8125",
                        "rule:news news.example.org:443",
                        "program /usr/bin/git"),
                difference.unused());
    }

    @Test
    void whatSomebodySawIsNotNewAndWhatSomebodyDismissedDoesNotCountUntilItsDate()
            throws IOException {
        connection("collect.example", "look-up", "203.0.113.9", 443, "tcp");
        assertTrue(only().isNew());
        assertEquals(1, scene.report().open());

        LocalDate today = LocalDate.of(2026, 11, 21);
        Reviewed.read(home.toFile(), "weather", today).see(List.of("v1"));
        assertFalse(only().isNew());
        assertEquals(0, scene.report().onlyNew().open());

        Dismissal dismissal = new Dismissal("Anna", today, today, "known");
        Reviewed.read(home.toFile(), "weather", today).dismiss("v1", dismissal);
        assertEquals(dismissal, only().dismissal());
        assertEquals(0, scene.report().open());
        assertEquals(1, scene.report().servers().get(0).sums().dismissed());
        assertFalse(dismissal.holdsOn(today.plusDays(1)));
    }

    @Test
    void whatWasReviewedIsPrivateAndLeavesNoHalvesBehind() throws IOException {
        Reviewed.read(home.toFile(), "a/b", LocalDate.of(2026, 11, 21)).see(List.of("v1"));
        Path folder = home.resolve("reviewed");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("a%2Fb.json")), files.toList());
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("a%2Fb.json"))));
    }

    @Test
    void whatWasReviewedAndCannotBeReadIsSaidWithItsFile() throws IOException {
        Path file = Files.createDirectories(home.resolve("reviewed")).resolve("weather.json");
        Files.writeString(file, "{");
        IOException broken = assertThrows(IOException.class, () -> scene.report());
        assertTrue(broken.getMessage().startsWith(file.toString()), broken.getMessage());
    }
}
