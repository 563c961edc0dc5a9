package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Query;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A library's resolver asks for {@code short.corp.example} where it was asked for {@code short},
 * and its addresses claim either: what the policy says of one of them holds for both.
 */
class SearchDomainTest {
    private static final String RESOLV_CONF = "nameserver 192.0.2.53\nsearch corp.example\n";
    private static final byte[] SERVER = Address.parse("192.0.2.53").toBytes();
    private static final byte[] HOST = Address.parse("203.0.113.10").toBytes();
    private static final byte[] OTHER = Address.parse("203.0.113.66").toBytes();
    private static final String SHORT = "short";
    private static final String COMPLETED = "short.corp.example";

    @TempDir Path folder;

    @Test
    void aRuleForTheShortNameHoldsForBoth() throws Exception {
        Guard guard = held("");
        answered(guard, COMPLETED, HOST);
        assertNull(connect(guard, HOST, SHORT));
        assertNull(connect(guard, HOST, COMPLETED));
        assertNull(connect(guard, HOST, null));
        assertNotNull(connect(guard, OTHER, SHORT));
        assertNotNull(connect(guard, OTHER, COMPLETED));
        assertNotNull(guard.query(SERVER, 53, query("other.corp.example")).refusal());
    }

    @Test
    void aDenyRuleForTheCompletedNameIsAskedBeforeTheQueryLeaves() throws Exception {
        for (String denied : List.of(COMPLETED, "*.corp.example", "**.example")) {
            Guard guard = held("{\"host\": \"" + denied + "\"}");
            String refusal = guard.query(SERVER, 53, query(COMPLETED)).refusal();
            assertTrue(refusal.contains("denied-by-rule"), refusal);
            assertNotNull(connect(guard, HOST, SHORT));
        }
    }

    /** One with ports leaves look-ups alone; it is the connection that it means. */
    @Test
    void aDenyRuleForTheCompletedNameHoldsWhereTheShortOneIsClaimed() throws Exception {
        Guard guard = held("{\"host\": \"short.corp.example\", \"ports\": [443]}");
        answered(guard, COMPLETED, HOST);
        for (String claim : new String[] {SHORT, "SHORT.", COMPLETED, null}) {
            String refusal = connect(guard, HOST, claim);
            assertTrue(refusal != null && refusal.contains("denied-by-rule"), claim + refusal);
        }
        assertNull(guard.connect(HOST, 80, SHORT, Sentry.TCP));
    }

    @Test
    void aLearningRunRecordsTheNameThatTheResolverWasAskedFor() throws Exception {
        Guard guard = guard(Policy.learning("s"));
        guard.completes(SHORT, COMPLETED);
        answered(guard, COMPLETED, HOST);
        assertNull(connect(guard, HOST, COMPLETED));
        assertNull(guard.request(HOST, 443, COMPLETED, SHORT, 443, "GET", "/"));
        assertEquals(Set.of(SHORT, "look-up of " + COMPLETED, "look-up of " + SHORT), names());
    }

    @Test
    void aLearningRunRecordsTheLongNameWhereThatWasAskedFor() throws Exception {
        Guard guard = guard(Policy.learning("s"));
        guard.completes(SHORT, COMPLETED);
        guard.completes(COMPLETED, COMPLETED);
        answered(guard, COMPLETED, HOST);
        assertNull(connect(guard, HOST, COMPLETED));
        assertNull(guard.request(HOST, 443, COMPLETED, COMPLETED, 443, "GET", "/"));
        assertEquals(Set.of(COMPLETED, "look-up of " + COMPLETED), names());
    }

    /**
     * Anybody may say so; it opens nothing, and in a learning run only what is true is believed.
     */
    @Test
    void whatAResolverSaysThatItCompletesOpensNothing() throws Exception {
        Guard guard = held("");
        guard.completes(SHORT, "secret.evil.example");
        guard.completes(SHORT, "secret.corp.example");
        guard.completes("secret", "secret.corp.example");
        assertNotNull(guard.query(SERVER, 53, query("secret.evil.example")).refusal());
        assertNotNull(guard.query(SERVER, 53, query("secret.corp.example")).refusal());
        Guard learning = guard(Policy.learning("s"));
        learning.completes("api.weather.gov", "secret.evil.example");
        learning.completes("api.weather.gov", "secret.corp.example");
        answered(learning, "secret.evil.example", OTHER);
        answered(learning, "secret.corp.example", OTHER);
        connect(learning, OTHER, "secret.evil.example");
        connect(learning, OTHER, "secret.corp.example");
        assertTrue(names().stream().noneMatch(name -> name.contains("weather")), names()::toString);
    }

    private static String connect(Guard guard, byte[] address, String claim) {
        return guard.connect(address.clone(), 443, claim, Sentry.TCP);
    }

    private static void answered(Guard guard, String name, byte[] address) {
        Query query = guard.query(SERVER, 53, query(name));
        assertNull(query.refusal());
        assertTrue(query.answered(answer(name, address)));
    }

    /** RFC 1035, section 4.1. */
    private static byte[] query(String name) {
        return message(name, 0x01, 0x00, 0).toByteArray();
    }

    private static byte[] answer(String name, byte[] address) {
        ByteArrayOutputStream out = message(name, 0x81, 0x80, 1);
        out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
        out.writeBytes(address);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream message(String name, int high, int low, int answers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 7, (byte) high, (byte) low, 0, 1, 0, (byte) answers});
        out.writeBytes(new byte[4]);
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return out;
    }

    private Set<String> names() throws Exception {
        Set<String> names = new TreeSet<>();
        EventReader reader = new EventReader();
        for (String line : Files.readAllLines(file())) {
            if (reader.read(line) instanceof Event event) {
                boolean lookUp = event.target().port() == 0;
                names.add((lookUp ? "look-up of " : "") + event.target().name());
            }
        }
        return names;
    }

    private Guard held(String deny) throws Exception {
        String text =
                "{\"version\": 1, \"server\": \"s\", \"allow\": ["
                        + "{\"host\": \"short\", \"ports\": [443, 80]}], \"deny\": ["
                        + deny
                        + "]}";
        return guard(PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8)));
    }

    private Guard guard(Policy policy) throws Exception {
        Files.deleteIfExists(file());
        byte[] resolvers = RESOLV_CONF.getBytes(StandardCharsets.UTF_8);
        return new StandIns(
                        new StandInGround(),
                        Callers.NOBODY,
                        StandIns.nobodysJar(),
                        new Today(),
                        new ResolvConf(resolvers))
                .guard(new Orders("s", policy, null, null, false, null), file());
    }

    private Path file() {
        return folder.resolve("run.jsonl");
    }
}
