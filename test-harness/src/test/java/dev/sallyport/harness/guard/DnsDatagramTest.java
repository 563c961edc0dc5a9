package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Test
    void anAnswerThatWasNotAskedForOrIsSomebodyElsesProvesNothing() throws Exception {
        List<String> crooked = new ArrayList<>();
        for (String name : List.of("other-id", "other-question", "other-address", "other-port")) {
            crooked.add("channel " + name);
            crooked.add("socket " + name);
        }
        crooked.add("connected other-id");
        crooked.add("connected other-question");
        Map<String, String> zone = Map.of("*.listed.example", API);
        try (Dns dns = Dns.of(folder, zone);
                TcpListener api = TcpListener.on(API)) {
            List<String> attempts = new ArrayList<>();
            for (String each : crooked) {
                int blank = each.indexOf(' ');
                String name = each.substring(blank + 1) + ".listed.example";
                attempts.add(
                        "ask " + each.substring(0, blank) + " " + dns.address() + " a " + name);
                attempts.add("socket forged:" + name + "=" + API + " " + api.port());
            }
            String straight = "straight.listed.example";
            attempts.add("ask channel " + dns.address() + " a " + straight);
            attempts.add("socket forged:" + straight + "=" + API + " " + api.port());
            GuardedRun run = on(dns).policy(listingAll(api.port())).run(Attempts.class, attempts);
            List<Answer> answers = run.answers();
            for (int i = 0; i < crooked.size(); i++) {
                assertEquals(Answer.ok("[" + API + "]"), answers.get(2 * i), run::toString);
                String name = crooked.get(i).substring(crooked.get(i).indexOf(' ') + 1);
                Refusals.of(run)
                        .connection(
                                answers.get(2 * i + 1),
                                name + ".listed.example:" + api.port(),
                                "forged-name");
            }
            assertEquals(Answer.ok("pong"), answers.get(answers.size() - 1), run::toString);
        }
    }

    @Test
    void aServerThatThisProcessWasEverBoundToProvesNothing() throws Exception {
        List<String> ways = new ArrayList<>(List.of("datagram", "datagram-socket", "multicast"));
        if (jdk.feature() == 17) {
            ways.add("datagram-plain");
        }
        try (Dns dns = Dns.of(folder, ZONE);
                TcpListener api = TcpListener.on(API)) {
            List<String> attempts = new ArrayList<>();
            for (int i = 0; i < ways.size(); i++) {
                String name = "n" + i + ".listed.example";
                String server = "127.0.54." + (i + 1);
                attempts.add("listen %s %s 53 %d".formatted(ways.get(i), server, i));
                attempts.add("answer " + i + " " + API);
                attempts.add("ask channel " + server + " a " + name);
                attempts.add("socket forged:" + name + "=" + API + " " + api.port());
            }
            GuardedRun run = on(dns).policy(listingAll(api.port())).run(Attempts.class, attempts);
            for (int i = 0; i < ways.size(); i++) {
                assertEquals(
                        Answer.ok("[" + API + "]"), run.answers().get(4 * i + 2), run::toString);
                Refusals.of(run)
                        .connection(
                                run.answers().get(4 * i + 3),
                                "n" + i + ".listed.example:" + api.port(),
                                "forged-name");
            }
        }
    }

    /** Queries over TCP are not read: who lists the server lists a connection. */
    @Test
    void aResolverIsNoDestinationOfItsOwnOverTcp() throws Exception {
        try (Dns dns = Dns.of(folder, ZONE)) {
            GuardedRun run =
                    on(dns).policy(listingAll(443))
                            .run(
                                    Attempts.class,
                                    "socket " + dns.address() + " 53",
                                    "socket 127.0.54.1 53");
            Refusals refusals = Refusals.of(run);
            refusals.connection(run.answers().get(0), dns.address() + ":53", "not-listed");
            refusals.connection(run.answers().get(1), "127.0.54.1:53", "not-listed");
        }
    }

    /** With servers of this network beside the machine's own. */
    private static String listingAll(int port) {
        return listing(port)
                .replace("api.listed.example", "*.listed.example")
                .replace(
                        "{\"id\"",
                        "{\"cidr\": \"127.0.0.0/8\", \"ports\": [\"1024-65535\"],"
                                + " \"transport\": \"udp\"}, {\"id\"")
                .replace(
                        "\"version\"",
                        "\"resolvers\": ["
                                + IntStream.rangeClosed(1, 4)
                                        .mapToObj(i -> "{\"dns\": \"127.0.54." + i + "\"}")
                                        .collect(Collectors.joining(","))
                                + "], \"version\"");
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
