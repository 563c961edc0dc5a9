package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Pass;
import dev.sallyport.agent.guard.KnownRequests.Asked;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests were allowed is remembered, never longer than it holds, and of no other one. */
class KnownRequestsTest {
    private static final byte[] LISTED = Address.parse("203.0.113.10").toBytes();
    private static final byte[] OTHER = Address.parse("203.0.113.66").toBytes();
    private static final String HOST = "api.weather.gov";
    private static final List<String> READ = List.of("read");

    @TempDir Path folder;
    private final StandInGround ground = new StandInGround();
    private final AnyDay today = new AnyDay();
    private final NameLedger ledger = new NameLedger(1, name -> false);
    private final OwnHost host = mock(OwnHost.class);
    private final KnownRequests known = new KnownRequests();
    private Guard guard;

    @BeforeEach
    void guardWithAnyDay() throws Exception {
        String text =
                """
                {"version": 1, "server": "weather", "allow": [
                  {"host": "api.weather.gov", "ports": [443], "tools": ["read"],
                   "expires": "2026-12-31", "methods": ["GET"], "paths": ["/points/**"]}],
                 "deny": [{"host": "evil.example"}]}
                """;
        today.day = LocalDate.of(2026, 12, 31).toEpochDay();
        ground.calls = callOf("read");
        guard = guard(text);
    }

    private Guard guard(String text) throws Exception {
        Policy policy = PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        Guard made =
                new StandIns(ground, Callers.NOBODY, StandIns.nobodysJar(), today)
                        .guard(
                                new Orders("weather", policy, null, null, false, null),
                                folder.resolve("run.jsonl"));
        made.resolved(HOST, LISTED);
        return made;
    }

    @Test
    void whatWasKeptIsHeldAndNothingThatDiffersInAnything() {
        Asked kept = new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/1", READ);
        known.keep(kept, now());
        assertTrue(hold(new Asked(LISTED.clone(), 443, HOST, HOST, 443, "GET", "/points/1", READ)));
        List<Asked> others =
                List.of(
                        new Asked(OTHER, 443, HOST, HOST, 443, "GET", "/points/1", READ),
                        new Asked(null, 443, HOST, HOST, 443, "GET", "/points/1", READ),
                        new Asked(LISTED, 444, HOST, HOST, 443, "GET", "/points/1", READ),
                        new Asked(LISTED, 443, null, HOST, 443, "GET", "/points/1", READ),
                        new Asked(LISTED, 443, HOST, "evil.example", 443, "GET", "/points/1", READ),
                        new Asked(LISTED, 443, HOST, HOST + ":80", 443, "GET", "/points/1", READ),
                        new Asked(LISTED, 443, HOST, HOST, 80, "GET", "/points/1", READ),
                        new Asked(LISTED, 443, HOST, HOST, 443, "PUT", "/points/1", READ),
                        new Asked(LISTED, 443, HOST, HOST, 443, null, "/points/1", READ),
                        new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/2", READ),
                        new Asked(LISTED, 443, HOST, HOST, 443, "GET", null, READ),
                        new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/1", List.of()),
                        new Asked(
                                LISTED,
                                443,
                                HOST,
                                HOST,
                                443,
                                "GET",
                                "/points/1",
                                List.of("write")));
        for (int i = 0; i < others.size(); i++) {
            assertFalse(hold(others.get(i)), "number " + i);
            assertNotEquals(kept, others.get(i), "number " + i);
        }
    }

    @Test
    void whatIsKeptIsGoodForOneGenerationOfTheLedgerAndOneDay() {
        Asked kept = new Asked(LISTED, 443, HOST, HOST, 443, null, null, READ);
        known.keep(kept, now());
        ledger.bind("other.example", Address.of(LISTED));
        assertFalse(hold(kept));
        known.keep(kept, now());
        assertTrue(hold(kept));
        today.day++;
        assertFalse(hold(kept));
        today.day--;
        assertTrue(hold(kept));
    }

    @Test
    void whatHangsOnTheMachineOrIsTooLongIsNotKept() {
        when(host.listensOn(any(), eq(443))).thenReturn(true);
        Circumstances machine = now();
        assertTrue(machine.listensOn(Address.of(LISTED), 443));
        Asked kept = new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/1", READ);
        known.keep(kept, machine);
        assertFalse(hold(kept));
        Circumstances nobody = now();
        assertFalse(nobody.listensOn(Address.of(LISTED), 444));
        known.keep(kept, nobody);
        assertTrue(hold(kept));
        ledger.renew();
        assertFalse(hold(kept));
        Asked longest = new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/".repeat(512), READ);
        Asked tooLong = new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/".repeat(513), READ);
        known.keep(longest, now());
        known.keep(tooLong, now());
        assertTrue(hold(longest));
        assertFalse(hold(tooLong));
    }

    /**
     * Tool calls are told apart, and not by their slot; so are any two that happen to share one.
     */
    @Test
    void ofTwoInOneSlotTheLaterIsHeldAndNeitherStandsForTheOther() {
        List<Asked> sharing = new ArrayList<>();
        sharing.add(new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/1", READ));
        sharing.add(new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/points/1", List.of("write")));
        for (int i = 0; sharing.size() < 4; i++) {
            Asked other = new Asked(LISTED, 443, HOST, HOST, 443, "GET", "/search/" + i, READ);
            if (other.slot() == sharing.get(0).slot()) {
                sharing.add(other);
            }
        }
        for (Asked later : sharing) {
            assertEquals(sharing.get(0).slot(), later.slot());
            known.keep(later, now());
            for (Asked each : sharing) {
                assertEquals(each.equals(later), hold(each));
            }
        }
    }

    /** Each time by a guard, whose memory this is. */
    @Test
    void whatIsDeniedIsDeniedEachTimeAndWhatIsAllowedOnlyAsLongAsItHolds() {
        for (int i = 0; i < 3; i++) {
            assertNull(request(HOST, "GET", "/points/1"));
            assertNotNull(request(HOST, "PUT", "/points/1"));
            assertNotNull(request(HOST, "GET", "/alerts"));
            assertNotNull(request("evil.example", "GET", "/points/1"));
        }
        ground.calls = callOf("write");
        assertNotNull(request(HOST, "GET", "/points/1"));
        ground.calls = callOf("read");
        assertNull(request(HOST, "GET", "/points/1"));
        today.day++;
        assertNotNull(request(HOST, "GET", "/points/1"));
        today.day--;
        assertNull(request(HOST, "GET", "/points/1"));
        assertNull(guard.request(LISTED, 443, null, HOST, 443, "GET", "/points/1"));
        guard.resolved("evil.example", LISTED);
        assertNotNull(guard.request(LISTED, 443, null, HOST, 443, "GET", "/points/1"));
    }

    @Test
    void aPassIsGivenForWhatWasAllowedAndIsGoodAsLongAsThatHolds() throws Exception {
        Guard plain = guard(rule("\"expires\": \"2026-12-31\""));
        assertNull(plain.pass(LISTED, 443, HOST, HOST, 443));
        assertNull(plain.request(LISTED, 443, HOST, HOST, 443, "GET", "/points/1"));
        Pass pass = plain.pass(LISTED, 443, HOST, HOST, 443);
        assertTrue(pass.holds());
        assertNotNull(plain.request(LISTED, 443, HOST, "evil.example", 443, "GET", "/"));
        assertNull(plain.pass(LISTED, 443, HOST, "evil.example", 443));
        assertNull(plain.pass(LISTED, 443, HOST, HOST, 80));
        assertNull(plain.pass(LISTED, 443, null, HOST, 443));
        assertNull(plain.pass(OTHER, 443, HOST, HOST, 443));
        today.day++;
        assertFalse(pass.holds());
        today.day--;
        assertTrue(pass.holds());
        plain.resolved("other.example", LISTED);
        assertFalse(pass.holds());
        assertNull(plain.pass(LISTED, 443, HOST, HOST, 443));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"tools\": [\"read\"]", "\"methods\": [\"GET\"]", "\"paths\": [\"/**\"]"})
    void whereRulesAskForMoreThanTheAuthorityNoPassIsGiven(String more) throws Exception {
        Guard asking = guard(rule(more));
        assertNull(asking.request(LISTED, 443, HOST, HOST, 443, "GET", "/points/1"));
        assertNull(asking.pass(LISTED, 443, HOST, HOST, 443));
    }

    private static String rule(String more) {
        return "{\"version\": 1, \"server\": \"weather\", \"allow\": [{\"host\": \"api.weather.gov\","
                + " \"ports\": [443], "
                + more
                + "}]}";
    }

    private String request(String authority, String method, String path) {
        return guard.request(LISTED.clone(), 443, HOST, authority, 443, method, path);
    }

    private static ToolCalls callOf(String tool) {
        return new ToolCalls(Certainty.EXACT, List.of(tool), List.of());
    }

    private boolean hold(Asked asked) {
        return known.hold(asked, ledger.generation(), today.epochDay());
    }

    private Circumstances now() {
        return new Circumstances(host, ledger, today, List.of(), mock(Callers.class));
    }

    private static final class AnyDay extends Today {
        private long day;

        @Override
        long epochDay() {
            return day;
        }
    }
}
