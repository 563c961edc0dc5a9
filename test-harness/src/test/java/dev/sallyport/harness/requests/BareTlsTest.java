package dev.sallyport.harness.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.demo.TestCa;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Connections by bare address whose TLS handshake names a server: the name is on record where the
 * JDK's own TLS has verified it, and opens nothing.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BareTlsTest {
    private static final String NAME = BareTls.NAME;

    /** Where the name's look-up leads. */
    private static final String LOOKED_UP = "127.0.0.1";

    /** In the certificate of the site that is another's. */
    private static final String CERTIFIED = "127.0.0.30";

    @Parameter Jdk jdk;

    private Path folder;
    private Path trust;
    private Path others;
    private Site site;
    private Site another;

    @BeforeParameterizedClassInvocation
    void theSitesAreThere(Jdk jdk, @TempDir Path folder) throws Exception {
        this.folder = folder;
        TestCa ca = new TestCa(Files.createDirectory(folder.resolve("ca")));
        trust = folder.resolve("trust.p12");
        ca.writeTrust(trust);
        Path keys = folder.resolve("site.p12");
        ca.writeServer(keys, List.of(NAME));
        site = Site.on("0.0.0.0", keys, TestCa.PASSWORD);
        Path anothers = folder.resolve("another.p12");
        ca.writeServer(anothers, List.of("other.example", CERTIFIED));
        another = Site.on("0.0.0.0", anothers, TestCa.PASSWORD);
        others = folder.resolve("others.p12");
        new TestCa(Files.createDirectory(folder.resolve("others"))).writeTrust(others);
    }

    @AfterParameterizedClassInvocation
    void theSitesGoHome() {
        site.close();
        another.close();
    }

    @Test
    void aNameThatTheJdkHasVerifiedIsOnRecordWithItsSource() throws Exception {
        List<String> attempts = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        int host = 40;
        for (String how : List.of("layered", "direct", "url", "client", "engine", "twice")) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                attempts.add(how + " " + version + " 127.0.0." + host + " " + site.port());
                expected.put(
                        NAME + " at 127.0.0." + host + ":" + site.port() + " by sni",
                        how.equals("twice") ? 2L : 1);
                host++;
            }
        }
        GuardedRun run = run(null, attempts);
        Outcome.read(run.stdout())
                .forEach((attempt, outcome) -> assertTrue(outcome.worked(), run::toString));
        assertEquals(expected, serverNames(run), run::toString);
        for (JsonNode line : run.events().lines()) {
            if (isOf(line, "connect")) {
                assertNull(text(line, "dst_endpoint", "hostname"), line::toString);
                assertNull(text(line, "unmapped", "name_source"), line::toString);
            }
        }
    }

    @Test
    void theFirstHandshakesOfAllAreSeenThoughTheyComeAtOnce() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            GuardedRun run =
                    run(null, List.of("together " + version + " 127.0.0.39 " + site.port()));
            assertEquals(
                    Map.of(
                            NAME + " at 127.0.0.39:" + site.port() + " by sni",
                            (long) BareTls.AT_ONCE),
                    serverNames(run),
                    run::toString);
        }
    }

    @Test
    void aNameThatNobodyHasVerifiedIsNot() throws Exception {
        List<String> attempts = new ArrayList<>();
        int host = 60;
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            attempts.add("layered " + version + " " + CERTIFIED + " " + another.port());
            attempts.add("direct " + version + " " + CERTIFIED + " " + another.port());
            for (String how :
                    List.of(
                            "unidentified",
                            "trusting",
                            "plainly",
                            "distrusting",
                            "raw",
                            "verifying")) {
                attempts.add(how + " " + version + " 127.0.0." + host++ + " " + site.port());
            }
        }
        // One that is proved, so that the hooks are known to be in.
        attempts.add("layered TLSv1.3 127.0.0." + host + " " + site.port());
        GuardedRun run = run(null, attempts);
        Outcome.read(run.stdout())
                .forEach(
                        (attempt, outcome) ->
                                assertEquals(
                                        !attempt.startsWith("distrusting")
                                                && !attempt.startsWith(
                                                        "layered TLSv1.2 " + CERTIFIED)
                                                && !attempt.startsWith(
                                                        "layered TLSv1.3 " + CERTIFIED),
                                        outcome.worked(),
                                        () -> attempt + ": " + run));
        assertEquals(
                Map.of(NAME + " at 127.0.0." + host + ":" + site.port() + " by sni", 1L),
                serverNames(run),
                run::toString);
    }

    @Test
    void aConnectionThatHasANameByLookUpKeepsIt() throws Exception {
        // The first has looked the name up: then its address is no bare one any more.
        GuardedRun run =
                run(
                        null,
                        List.of(
                                "verifying TLSv1.3 127.0.0.80 " + site.port(),
                                "layered TLSv1.3 " + LOOKED_UP + " " + site.port()));
        assertTrue(
                Outcome.read(run.stdout()).values().stream().allMatch(Outcome::worked),
                run::toString);
        assertEquals(Map.of(), serverNames(run));
        long byLookUp =
                run.events().lines().stream()
                        .filter(line -> isOf(line, "connect"))
                        .filter(line -> NAME.equals(text(line, "dst_endpoint", "hostname")))
                        .filter(line -> "look-up".equals(text(line, "unmapped", "name_source")))
                        .mapToLong(line -> line.path("count").asLong())
                        .sum();
        assertEquals(2, byLookUp, run::toString);
    }

    @Test
    void whoConnectsByNamePaysNothing() throws Exception {
        Path log = folder.resolve("classes-" + jdk.feature() + ".txt");
        GuardedRun run =
                launch(null)
                        .jvm("-Xlog:class+load:file=" + log + "::filecount=0")
                        .run(
                                BareTls.class,
                                List.of(
                                        "byname TLSv1.2 - " + site.port(),
                                        "byname TLSv1.3 - " + site.port()));
        assertTrue(Outcome.read(run.stdout()).values().stream().allMatch(Outcome::worked));
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("SallyportWire")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(
                                line ->
                                        line.contains("SallyportHandshakes")
                                                || line.contains("Greeting"))
                        .toList());
    }

    /** The second address is listed for both ports: what is refused at the first works there. */
    @Test
    void aRuleForTheNameLetsNoLaterConnectionThrough() throws Exception {
        String byAddress = "127.0.0.21";
        String byAddressAtBoth = "127.0.0.22";
        String policy =
                """
                {"version": 1, "server": "guarded", "onViolation": "block",
                 "allow": [
                  {"host": "%1$s", "ports": [%2$d, %3$d], "addresses": ["127.0.0.0/8"]},
                  {"cidr": "%4$s", "ports": [%2$d]},
                  {"cidr": "%5$s", "ports": [%2$d, %3$d]}]}
                """
                        .formatted(NAME, site.port(), another.port(), byAddress, byAddressAtBoth);
        String first = "layered TLSv1.3 " + byAddress + " " + site.port();
        String later = "raw TLSv1.3 " + byAddress + " " + another.port();
        String claiming = "claiming - " + byAddress + " " + another.port();
        String twinsFirst = "layered TLSv1.3 " + byAddressAtBoth + " " + site.port();
        String twinsLater = "raw TLSv1.3 " + byAddressAtBoth + " " + another.port();
        GuardedRun run = run(policy, List.of(first, later, claiming, twinsFirst, twinsLater));
        Map<String, Outcome> outcomes = Outcome.read(run.stdout());
        assertTrue(outcomes.get(first).worked(), run::toString);
        assertFalse(outcomes.get(later).worked(), run::toString);
        assertFalse(outcomes.get(claiming).worked(), run::toString);
        assertTrue(outcomes.get(twinsFirst).worked(), run::toString);
        assertTrue(outcomes.get(twinsLater).worked(), run::toString);
        assertEquals(
                Set.of(
                        NAME + " at " + byAddress + ":" + site.port() + " by sni",
                        NAME + " at " + byAddressAtBoth + ":" + site.port() + " by sni"),
                serverNames(run).keySet());
        assertEquals(
                Set.of(
                        "not-listed " + byAddress + ":" + another.port(),
                        "forged-name " + NAME + ":" + another.port()),
                run.events().denied().keySet());
    }

    /** What is violated by name is told of by name, and still is one. */
    @Test
    void whatIsLetGoAndReportedHasItsNameOnRecordToo() throws Exception {
        String policy =
                """
                {"version": 1, "server": "guarded", "onViolation": "report",
                 "allow": [{"host": "%s", "ports": [%d], "addresses": ["127.0.0.0/8"]}]}
                """
                        .formatted(NAME, site.port());
        GuardedRun run = run(policy, List.of("layered TLSv1.3 127.0.0.23 " + site.port()));
        String place = ":" + site.port();
        assertEquals(
                Set.of("not-listed 127.0.0.23" + place, "sni-mismatch " + NAME + place),
                run.events().denied().keySet());
        assertEquals(
                Set.of(NAME + " at 127.0.0.23" + place + " by sni"), serverNames(run).keySet());
    }

    /** How often each name was proved. */
    private static Map<String, Long> serverNames(GuardedRun run) {
        Map<String, Long> names = new TreeMap<>();
        for (JsonNode line : run.events().lines()) {
            if (isOf(line, "server-name")) {
                String name =
                        text(line, "dst_endpoint", "hostname")
                                + " at "
                                + text(line, "dst_endpoint", "ip")
                                + ":"
                                + line.path("dst_endpoint").path("port").asInt()
                                + " by "
                                + text(line, "unmapped", "name_source");
                names.merge(name, line.path("count").asLong(), Long::sum);
            }
        }
        return names;
    }

    private static boolean isOf(JsonNode line, String activity) {
        return activity.equals(text(line, "unmapped", "activity"));
    }

    private static String text(JsonNode line, String part, String name) {
        return line.path(part).path(name).asString(null);
    }

    private GuardedRun run(String policy, List<String> attempts)
            throws IOException, InterruptedException {
        return launch(policy).run(BareTls.class, attempts);
    }

    private GuardedJvm launch(String policy) throws IOException {
        GuardedJvm jvm =
                GuardedJvm.on(jdk, folder)
                        .hosts(Map.of(NAME, LOOKED_UP))
                        .jvm(
                                "-Djavax.net.ssl.trustStore=" + trust,
                                "-Djavax.net.ssl.trustStorePassword=" + TestCa.PASSWORD,
                                "-D" + BareTls.OTHERS + "=" + others)
                        .classPathOfTests(entry -> entry.contains("test-classes"));
        return policy == null ? jvm : jvm.policy(policy);
    }
}
