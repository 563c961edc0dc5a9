package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A datagram to a DNS server of this machine's is the look-up that it asks for, and its answer
 * proves names. Seen from the name server.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class DnsDatagramTest {
    private static final String EVIL = "127.0.0.66";
    private static final String API = "127.0.0.10";
    private static final Map<String, String> ZONE =
            Map.of("*.evil.example", EVIL, "api.listed.example", API);

    private static final List<String> WAYS =
            List.of(
                    "channel",
                    "channel-direct",
                    "connected",
                    "connected-twice",
                    "gathered",
                    "socket",
                    "socket-connected",
                    "transfer");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aNameThatIsNotListedNeverReachesTheNameServerWhicheverWayItIsSent() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE)) {
            List<String> attempts = new ArrayList<>();
            for (String way : WAYS) {
                attempts.add("ask " + way + " " + dns.address() + " a " + way + ".evil.example");
            }
            GuardedRun bare = on(dns).bare().run(Attempts.class, attempts);
            bare.answers().forEach(answer -> assertEquals(Answer.ok("[" + EVIL + "]"), answer));
            long before = dns.queriesBelow("evil.example");
            assertEquals(WAYS.size(), before);

            GuardedRun run = on(dns).policy(Policies.allowing("")).run(Attempts.class, attempts);
            assertEquals(before, dns.queriesBelow("evil.example"), run::toString);
            for (int i = 0; i < WAYS.size(); i++) {
                Refusals.of(run).question(run.answers().get(i), WAYS.get(i) + ".evil.example");
            }
        }
    }

    @Test
    void aListedNameIsAnsweredAndItsAddressIsThatNamesFromThenOn() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE);
                TcpListener api = TcpListener.on(API)) {
            for (String way : WAYS) {
                String reach = "socket forged:api.listed.example=" + API + " " + api.port();
                String ask = "ask " + way + " " + dns.address() + " edns api.listed.example";
                GuardedRun run =
                        on(dns).policy(listing(api.port())).run(Attempts.class, reach, ask, reach);
                Refusals.of(run)
                        .connection(
                                run.answers().get(0),
                                "api.listed.example:" + api.port(),
                                "forged-name");
                assertEquals(Answer.ok("[" + API + "]"), run.answers().get(1), run::toString);
                assertEquals(Answer.ok("pong"), run.answers().get(2), way + run);
                assertEquals(1, run.events().denied().size(), run::toString);
            }
        }
    }

    private static String listing(int port) {
        return Policies.allowing(
                """
                {"id": "api", "host": "api.listed.example", "ports": [%d], "addresses": ["127.0.0.0/8"]}
                """
                        .formatted(port));
    }

    @Test
    void whatIsNoPlainQueryIsJudgedByWhereItGoes() throws Exception {
        List<String> shapes =
                List.of(
                        "chaos",
                        "two",
                        "update",
                        "answer",
                        "trailing",
                        "option",
                        "additional",
                        "authority");
        try (Dns dns = Dns.of(folder, ZONE)) {
            List<String> attempts = new ArrayList<>();
            for (String shape : shapes) {
                for (String way : List.of("channel", "connected", "gathered")) {
                    attempts.add(
                            "ask %s %s %s api.listed.example".formatted(way, dns.address(), shape));
                }
            }
            GuardedRun run = on(dns).policy(listing(443)).run(Attempts.class, attempts);
            for (Answer answer : run.answers()) {
                Refusals.of(run).connection(answer, dns.address() + ":53/udp", "not-listed");
            }
            assertEquals(0, dns.queriesBelow("listed.example"));
        }
    }

    @Test
    void otherTypesAreJudgedByTheirNameAndAnAddressByWhetherItIsKnown() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE)) {
            String ask = "ask channel " + dns.address() + " ";
            GuardedRun run =
                    on(dns).policy(listing(443))
                            .run(
                                    Attempts.class,
                                    ask + "txt api.listed.example",
                                    ask + "txt leak.evil.example",
                                    ask + "ptr 10.0.0.127.in-addr.arpa",
                                    ask + "ptr 1.2.0.192.in-addr.arpa",
                                    ask + "ptr leak.2.0.192.in-addr.arpa");
            List<Answer> answers = run.answers();
            assertEquals(Answer.ok("[]"), answers.get(0), run::toString);
            Refusals.of(run).question(answers.get(1), "leak.evil.example");
            assertEquals(Answer.ok("[]"), answers.get(2), run::toString);
            assertTrue(answers.get(3).text().contains("reverse look-up of 192.0.2.1"));
            Refusals.of(run).question(answers.get(4), "leak.2.0.192.in-addr.arpa");
        }
    }

    private GuardedJvm on(Dns dns) throws Exception {
        return GuardedJvm.on(jdk, folder).resolver(dns);
    }
}
