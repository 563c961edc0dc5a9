package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Dns;
import dev.sallyport.harness.guard.GuardedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A server whose dependency turns hostile, under the policy that {@code baseline} wrote while it
 * was honest: nothing arrives, what was asked for is answered, and {@code review} has the entry.
 *
 * <p>Each trojan runs unguarded first, and gets out: none is refused because it does not work.
 */
class TrojansTest {
    private static final String COLLECTOR = "collect.metrics-cdn.example";
    private static final String TUNNEL = "t.metrics-cdn.example";
    private static final String GEO_FORMAT = "com.acme:geo-format:1.4.1";
    private static final String PLACE = "Berlin";
    private static final String TRIGGER = "Berlin (ref: invoice-7731)";

    /** Two runs have been learned. */
    private static final int NEXT_RUN = 3;

    @TempDir private static Path learned;
    private static final Map<Jdk, Path> HOMES = new HashMap<>();
    private static Weather weather;

    @TempDir Path home;

    @BeforeAll
    static void anHonestServerIsLearned() throws Exception {
        weather = new Weather();
        for (Jdk jdk : Jdks.all()) {
            Path own = Files.createDirectory(learned.resolve("on-" + jdk.feature()));
            weather.learn(jdk, own, Trojan.NONE);
            HOMES.put(jdk, own);
        }
    }

    @AfterAll
    static void theListenersClose() throws Exception {
        weather.close();
    }

    static List<Jdk> jdks() {
        return Jdks.all();
    }

    /** What does not depend on the JDK is tried on one. */
    private static Jdk oldest() {
        return Jdks.all().get(0);
    }

    private static Jdk newest() {
        return Jdks.all().get(Jdks.all().size() - 1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aKeyIsSentNowhere(Jdk jdk) throws Exception {
        Weather.copyRecords(HOMES.get(jdk), home);
        getsOutUnguarded(jdk, Trojan.KEY_EXFILTRATION, PLACE);

        isHeld(jdk, Trojan.KEY_EXFILTRATION, PLACE);

        Found.of(COLLECTOR, tool(jdk))
                .isBlocked()
                .isBy(GEO_FORMAT, "get_forecast")
                .isNewIn(NEXT_RUN);
    }

    @Test
    void aPromptWithTheTriggerSendsNothing() throws Exception {
        Jdk jdk = newest();
        Weather.copyRecords(HOMES.get(jdk), home);
        getsOutUnguarded(jdk, Trojan.PROMPT_TRIGGERED, TRIGGER);
        isHeld(jdk, Trojan.PROMPT_TRIGGERED, PLACE);
        tool(jdk).run("review", "--json").exits(0);

        isHeld(jdk, Trojan.PROMPT_TRIGGERED, TRIGGER);

        Found.of(COLLECTOR, tool(jdk))
                .isBlocked()
                .isBy(GEO_FORMAT, "get_forecast")
                .isNewIn(NEXT_RUN + 1);
    }

    @Test
    void whatWakesOnTheSecondDaySpeaksToNobody() throws Exception {
        Jdk jdk = newest();
        Weather.copyRecords(HOMES.get(jdk), home);
        isHeld(jdk, Trojan.DORMANT, PLACE);
        tool(jdk).run("review", "--json").exits(0);
        Instant yesterday = Instant.now().minus(Duration.ofHours(25));
        Files.setLastModifiedTime(home.resolve(".geo-cache"), FileTime.from(yesterday));
        getsOutUnguarded(jdk, Trojan.DORMANT, PLACE);

        isHeld(jdk, Trojan.DORMANT, PLACE);

        Found.of(COLLECTOR, tool(jdk))
                .isBlocked()
                .isBy(GEO_FORMAT, null)
                .isMarked("no-call")
                .isNewIn(NEXT_RUN + 1);
    }

    @Test
    void aHostThatLooksLikeAListedOneIsCalledThat() throws Exception {
        Jdk jdk = oldest();
        Weather.copyRecords(HOMES.get(jdk), home);
        getsOutUnguarded(jdk, Trojan.LOOK_ALIKE, PLACE);

        isHeld(jdk, Trojan.LOOK_ALIKE, PLACE);

        Found.of("api.weathor.gov", tool(jdk))
                .isBlocked()
                .isBy(GEO_FORMAT, "get_forecast")
                .isMarked("look-alike")
                .looksLike(Weather.HOST);
    }

    @Test
    void aKeyInANameIsNotLookedUp() throws Exception {
        Jdk jdk = newest();
        Weather.copyRecords(HOMES.get(jdk), home);
        Path names = Files.createDirectory(home.resolve("names"));
        try (Dns dns = Dns.of(names, Map.of(Weather.HOST, Weather.UPSTREAM))) {
            Weather.session(
                    weather.nameless(jdk, home, Trojan.DNS_TUNNEL).resolver(dns).bare(), PLACE);
            long before = dns.queriesBelow(TUNNEL);
            assertTrue(before > 0, "it does nothing");

            Weather.session(
                    weather.nameless(jdk, home, Trojan.DNS_TUNNEL)
                            .resolver(dns)
                            .option("policy", Weather.policy(home).toString()),
                    PLACE);

            assertEquals(before, dns.queriesBelow(TUNNEL));
        }
        Found.of(TUNNEL, tool(jdk))
                .isBlocked()
                .isBy(GEO_FORMAT, "get_forecast")
                .isMarked("random-label");
    }

    /** No policy by hosts can tell; that another library goes there is what shows. */
    @Test
    void anotherLibraryAtAnAllowedHostIsShown() throws Exception {
        Jdk jdk = oldest();
        Weather.copyRecords(HOMES.get(jdk), home);
        isHeld(jdk, Trojan.ALLOWED_HOST, PLACE);

        JsonNode review = tool(jdk).run("review", "--json").exits(0).json();
        assertTrue(attempts(review, weather.honest()).contains(GEO_FORMAT), review::toString);
        Tool.Told told = diff(jdk, "--since", "" + NEXT_RUN, "--fail-on", "new-caller", "--json");
        JsonNode change = change(told.exits(1).json(), weather.honest());
        assertEquals("new-caller", change.path("change").asString());
        assertEquals("high", change.path("severity").asString());
        assertEquals(GEO_FORMAT, change.path("caller").asString());
    }

    @Test
    void anUpdateThatGoesToSomebodyNewIsHeldAndSaysSo() throws Exception {
        Jdk jdk = newest();
        Weather.copyRecords(HOMES.get(jdk), home);
        String host = "stats.geo-format.example";
        getsOutUnguarded(jdk, Trojan.NEW_VERSION, PLACE);

        isHeld(jdk, Trojan.NEW_VERSION, PLACE);

        Found.of(host, tool(jdk))
                .isBlocked()
                .isBy("com.acme:geo-format:1.5.0", "get_forecast")
                .isNewIn(NEXT_RUN);
        Tool.Told told = diff(jdk, "--fail-on", "new-host", "--json");
        JsonNode difference = told.exits(1).json().at("/servers/0");
        assertTrue(difference.path("new_version").asBoolean(), told::toString);
        assertFalse(
                difference.at("/before/sha256").equals(difference.at("/after/sha256")),
                told::toString);
        JsonNode change = change(told.json(), host);
        assertEquals("new-host", change.path("change").asString());
        assertEquals("high", change.path("severity").asString());
    }

    @Test
    void whatWasHostileWhileItLearnedIsMarkedForASecondLook() throws Exception {
        Jdk jdk = oldest();
        int before = weather.stolen();
        String told = weather.learn(jdk, home, Trojan.FROM_THE_FIRST_DAY).out();

        assertTrue(weather.stolen() > before, "it does nothing");
        assertTrue(row(told, COLLECTOR).contains("no tool call in progress"), told);
        assertFalse(row(told, Weather.HOST).contains("no tool call in progress"), told);
        List<String> policy = Files.readAllLines(Weather.policy(home));
        int rule = policy.indexOf(row(String.join("\n", policy), "\"" + COLLECTOR));
        assertTrue(
                policy.get(rule - 1).contains("second look: no tool call in progress"),
                policy::toString);
        JsonNode review = tool(jdk).run("review", "--json").exits(0).json();
        assertEquals(List.of(GEO_FORMAT), attempts(review, COLLECTOR + ":"));
        assertTrue(
                row(tool(jdk).run("review").out(), " " + COLLECTOR + ":").contains("no tool call"));
    }

    private void getsOutUnguarded(Jdk jdk, Trojan trojan, String place) throws Exception {
        int before = weather.stolen();
        Weather.session(weather.launch(jdk, home, trojan).bare(), place);
        assertTrue(weather.stolen() > before, trojan + " does nothing");
    }

    /** The same launch under the policy: nothing arrives. */
    private void isHeld(Jdk jdk, Trojan trojan, String place) throws Exception {
        int before = weather.stolen();
        GuardedJvm guarded =
                weather.launch(jdk, home, trojan).option("policy", Weather.policy(home).toString());
        Weather.session(guarded, place);
        assertEquals(before, weather.stolen());
    }

    private Tool tool(Jdk jdk) {
        return new Tool(jdk, home);
    }

    private Tool.Told diff(Jdk jdk, String... more) throws IOException, InterruptedException {
        String[] all = new String[more.length + 2];
        all[0] = "diff";
        all[1] = Weather.SERVER;
        System.arraycopy(more, 0, all, 2, more.length);
        return tool(jdk).run(all);
    }

    /** Who went there, of all that is on record. */
    private static List<String> attempts(JsonNode review, String destination) {
        return review.at("/servers/0/attempts")
                .valueStream()
                .filter(row -> row.path("destination").asString().startsWith(destination))
                .map(row -> row.path("caller").asString())
                .distinct()
                .toList();
    }

    private static JsonNode change(JsonNode diff, String destination) {
        return diff.at("/servers/0/changes")
                .valueStream()
                .filter(change -> change.path("destination").asString().equals(destination))
                .findFirst()
                .orElseThrow(() -> new AssertionError(diff.toPrettyString()));
    }

    private static String row(String text, String part) {
        return text.lines()
                .filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not in " + text));
    }
}
