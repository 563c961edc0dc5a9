package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A look-up is egress: the name server hears of no name that is not listed. Seen from the name
 * server.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class LookupTest {
    private static final String EVIL = "127.0.0.66";
    private static final String API = "127.0.0.10";
    private static final Map<String, String> ZONE =
            Map.of("*.evil.example", EVIL, "api.listed.example", API);

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aNameThatIsNotListedIsNeverAskedFor() throws Exception {
        List<String> attempts =
                List.of(
                        "lookup a.evil.example",
                        "lookup-all b.evil.example",
                        "lookup c.evil.example.");
        try (Dns dns = Dns.of(folder, ZONE)) {
            GuardedRun bare = on(dns).bare().run(Attempts.class, attempts);
            assertEquals(
                    List.of(Answer.ok(EVIL), Answer.ok(EVIL), Answer.ok(EVIL)), bare.answers());

            long before = queries(dns, "a", "b", "c");
            assertTrue(before >= 3, "the bare run's queries came: " + before);
            GuardedRun run = on(dns).policy(Policies.allowing("")).run(Attempts.class, attempts);
            assertEquals(before, queries(dns, "a", "b", "c"));
            List<Answer> answers = run.answers();
            Refusals refusals = Refusals.of(run);
            refusals.lookup(answers.get(0), "a.evil.example", "lookup-not-listed");
            refusals.lookup(answers.get(1), "b.evil.example", "lookup-not-listed");
            refusals.lookup(answers.get(2), "c.evil.example", "lookup-not-listed");
        }
    }

    /**
     * {@code InetSocketAddress} swallows the exception of its look-up; what was refused, and what
     * to do about it, reaches the one who connects all the same.
     */
    @Test
    void aConnectionToANameThatIsNotListedSaysSo() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE);
                WayListeners evil = WayListeners.on(EVIL)) {
            List<String> attempts = new ArrayList<>();
            for (String way : WayListeners.TCP) {
                attempts.add(way + " " + way + ".evil.example " + evil.port(way));
            }
            attempts.add("datagram-channel d.evil.example " + evil.port("datagram-channel"));
            GuardedRun bare = on(dns).bare().run(Attempts.class, attempts);
            bare.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer));
            Map<String, Integer> arrived = evil.arrived();
            long before = queries(dns, WayListeners.TCP.toArray(new String[0]));
            assertTrue(before >= WayListeners.TCP.size(), "the bare run's queries came: " + before);

            GuardedRun run = on(dns).policy(Policies.allowing("")).run(Attempts.class, attempts);
            assertEquals(arrived, evil.arrived());
            assertEquals(before, queries(dns, WayListeners.TCP.toArray(new String[0])));
            for (int i = 0; i < WayListeners.TCP.size(); i++) {
                String name = WayListeners.TCP.get(i) + ".evil.example";
                Refusals.of(run).lookupOf(run.answers().get(i), name);
            }
            Refusals.of(run).lookupOf(run.answers().get(WayListeners.TCP.size()), "d.evil.example");
        }
    }

    @Test
    void theSameOfADatagramSocket() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .run(Attempts.class, "datagram-socket evil.example 53");
        Refusals.of(run).lookupOf(run.answers().get(0), "evil.example");
    }

    @Test
    void anUnresolvedAddressOfANameThatIsNotListedIsRefused() throws Exception {
        List<String> ways =
                List.of(
                        "socket",
                        "channel",
                        "channel-non-blocking",
                        "async-future",
                        "async-handler");
        List<String> attempts = new ArrayList<>();
        ways.forEach(way -> attempts.add(way + " unresolved:" + way + ".evil.example 443"));
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .run(Attempts.class, attempts);
        Map<String, Long> once = new TreeMap<>();
        for (int i = 0; i < ways.size(); i++) {
            String name = ways.get(i) + ".evil.example";
            Refusals.of(run).lookupOf(run.answers().get(i), name);
            once.put("lookup-not-listed look-up of " + name, 1L);
        }
        assertEquals(once, run.events().denied());
    }

    @Test
    void aListedNameIsLookedUpAndReachedWhicheverWayItIsTried() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE);
                WayListeners api = WayListeners.on(API)) {
            GuardedRun run =
                    on(dns).policy(
                                    Policies.allowing(
                                            """
                                            {"host": "api.listed.example", "ports": [%s], "addresses": ["127.0.0.0/8"]},
                                            {"host": "api.listed.example", "ports": [%s], "addresses": ["127.0.0.0/8"],
                                             "transport": "udp"}
                                            """
                                                    .formatted(api.tcpPorts(), api.udpPorts())))
                            .run(Attempts.class, api.attempts("api.listed.example"));
            run.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer, run::toString));
            assertEquals(WayListeners.each(1), api.arrived());
            assertTrue(dns.queries("api.listed.example") > 0, "the name server was asked");
            assertEquals(Map.of(), run.events().denied());
            assertEquals(List.of(), run.stderr());
        }
    }

    /** The JDK remembers that a look-up failed, and would answer the second one by itself. */
    @Test
    void aRepeatedLookUpIsRefusedInTheSameWordsAndCountedTwice() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .run(
                                Attempts.class,
                                "lookup evil.example",
                                "lookup evil.example",
                                "lookup EVIL.example.");
        for (Answer answer : run.answers()) {
            Refusals.of(run).lookup(answer, "evil.example", "lookup-not-listed");
        }
        assertEquals(
                Map.of("lookup-not-listed look-up of evil.example", 3L), run.events().denied());
        assertEquals(1, run.stderr().size(), run::toString);
    }

    @Test
    void literalsTheMachinesOwnNameAndLocalhostNeedNoPermission() throws Exception {
        List<String> attempts =
                List.of(
                        "local-host",
                        "lookup localhost",
                        "lookup 192.0.2.1",
                        "lookup ::1",
                        "lookup-all 2001:db8::1");
        GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Attempts.class, attempts);
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .run(Attempts.class, attempts);
        assertEquals(bare.answers(), run.answers());
        assertEquals(Map.of(), run.events().denied());
        assertEquals(List.of(), run.stderr());
    }

    private GuardedJvm on(Dns dns) throws Exception {
        return GuardedJvm.on(jdk, folder).resolver(dns);
    }

    private static long queries(Dns dns, String... labels) throws Exception {
        long queries = 0;
        for (String label : labels) {
            queries += dns.queries(label + ".evil.example");
        }
        return queries;
    }
}
