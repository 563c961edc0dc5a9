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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each kind of rule, felt by a program; what rules mean in every detail, policy-model's tests say.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class RulesTest {
    private static final String LISTED = "127.0.0.10";
    private static final String EVIL = "127.0.0.66";
    private static final Map<String, String> HOSTS =
            Map.of(
                    "a.cdn.example", LISTED,
                    "bad.cdn.example", EVIL,
                    "half.cdn.example", EVIL,
                    "db.example", LISTED,
                    "moved.example", EVIL,
                    "rebound.example", EVIL,
                    "old.example", EVIL,
                    "localhost", "127.0.0.1");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void eachKindOfRuleHoldsWhatItSays() throws Exception {
        try (TcpListener listed = TcpListener.on(LISTED);
                TcpListener evil = TcpListener.on(EVIL, listed.port())) {
            int port = listed.port();
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(HOSTS)
                            .policy(
                                    Policies.of(
                                            "block",
                                            """
                                            {"id": "cdn", "host": "*.cdn.example", "ports": [%1$d], "addresses": ["127.0.0.0/8"]},
                                            {"id": "db", "host": "db.example", "ports": ["1-65535"], "addresses": ["127.0.0.10"]},
                                            {"host": "moved.example", "ports": [%1$d], "addresses": ["127.0.0.10"]},
                                            {"host": "rebound.example", "ports": [%1$d]},
                                            {"host": "old.example", "ports": [%1$d], "addresses": ["127.0.0.0/8"],
                                             "expires": "2020-01-01"},
                                            {"host": "old.example", "ports": [1]}
                                            """
                                                    .formatted(port),
                                            """
                                            {"host": "bad.cdn.example"},
                                            {"host": "half.cdn.example", "ports": [%d]}
                                            """
                                                    .formatted(port)))
                            .run(
                                    Attempts.class,
                                    "socket a.cdn.example " + port,
                                    "socket db.example " + port,
                                    "lookup bad.cdn.example",
                                    "socket half.cdn.example " + port,
                                    "socket moved.example " + port,
                                    "socket rebound.example " + port,
                                    "socket old.example " + port);
            List<Answer> answers = run.answers();
            assertEquals(Answer.ok("pong"), answers.get(0), run::toString);
            assertEquals(Answer.ok("pong"), answers.get(1), run::toString);
            Refusals refusals = Refusals.of(run);
            refusals.lookup(answers.get(2), "bad.cdn.example", "denied-by-rule");
            refusals.connection(answers.get(3), "half.cdn.example:" + port, "denied-by-rule");
            refusals.connection(answers.get(4), "moved.example:" + port, "address-not-allowed");
            refusals.connection(answers.get(5), "rebound.example:" + port, "special-address");
            refusals.connection(answers.get(6), "old.example:" + port, "expired");
            assertEquals(2, listed.accepted());
            assertEquals(0, evil.accepted());
            assertEquals(1L, run.events().allowed().get("rule:cdn a.cdn.example:" + port));
            assertEquals(1L, run.events().allowed().get("rule:db db.example:" + port));
        }
    }

    @Test
    void localhostIsLoopbackByThatNameOrByNone() throws Exception {
        try (TcpListener here = TcpListener.on("127.0.0.1");
                TcpListener other = TcpListener.on(EVIL, here.port())) {
            int port = here.port();
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(HOSTS)
                            .policy(
                                    Policies.allowing(
                                            """
                                            {"id": "local", "host": "localhost", "ports": [%1$d]},
                                            {"host": "moved.example", "ports": [1]}
                                            """
                                                    .formatted(port)))
                            .run(
                                    Attempts.class,
                                    "socket localhost " + port,
                                    "socket 127.0.0.1 " + port,
                                    "socket moved.example " + port);
            assertEquals(Answer.ok("pong"), run.answers().get(0), run::toString);
            assertEquals(Answer.ok("pong"), run.answers().get(1), run::toString);
            Refusals.of(run)
                    .connection(run.answers().get(2), "moved.example:" + port, "not-listed");
            assertEquals(2, here.accepted());
            assertEquals(0, other.accepted());
        }
    }

    /** The kernel connects an IPv6 socket to the IPv4 address inside. */
    @Test
    void anIpv4AddressInsideAnIpv6ObjectIsJudgedAsThatIpv4Address() throws Exception {
        List<String> ways = List.of("socket", "channel", "async-future", "datagram-channel");
        try (WayListeners evil = WayListeners.on(EVIL);
                TcpListener listed = TcpListener.on(LISTED)) {
            List<String> attempts =
                    new ArrayList<>(
                            ways.stream()
                                    .map(way -> way + " mapped:" + EVIL + " " + evil.port(way))
                                    .toList());
            GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Attempts.class, attempts);
            bare.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer));
            Map<String, Integer> arrived = evil.arrived();

            attempts.add("socket mapped:" + LISTED + " " + listed.port());
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .policy(
                                    Policies.allowing(
                                            """
                                            {"cidr": "127.0.0.10", "ports": [%d]}
                                            """
                                                    .formatted(listed.port())))
                            .run(Attempts.class, attempts);
            assertEquals(arrived, evil.arrived());
            for (int i = 0; i < ways.size(); i++) {
                Answer answer = run.answers().get(i);
                String target = evil.target(ways.get(i), EVIL);
                Refusals.of(run).connection(answer, target, "not-listed");
            }
            assertEquals(Answer.ok("pong"), run.answers().get(ways.size()), run::toString);
            assertEquals(1, listed.accepted());
        }
    }

    /** The kernel takes 0.0.0.0 for the machine itself; the JDK replaces it on the way, or not. */
    @Test
    void theUnspecifiedAddressOpensNothing() throws Exception {
        List<String> ways =
                List.of(
                        "socket",
                        "channel",
                        "channel-non-blocking",
                        "async-future",
                        "datagram-channel");
        try (WayListeners everywhere = WayListeners.on("0.0.0.0")) {
            List<String> attempts =
                    ways.stream().map(way -> way + " 0.0.0.0 " + everywhere.port(way)).toList();
            GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Attempts.class, attempts);
            bare.answers()
                    .forEach(answer -> assertEquals(Answer.ok("pong"), answer, bare::toString));
            Map<String, Integer> arrived = everywhere.arrived();

            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.allowing(""))
                            .run(Attempts.class, attempts);
            assertEquals(arrived, everywhere.arrived());
            for (Answer answer : run.answers()) {
                assertTrue(answer.text().contains(" (not-listed, v"), run::toString);
            }
        }
    }

    /** Observed, not refused. */
    @ParameterizedTest
    @CsvSource({"log, Logged, false", "report, Detected, true"})
    void whatIsOnlyLoggedOrReportedGoesThroughAndIsOnRecord(
            String onViolation, String disposition, boolean isViolation) throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL)) {
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(Map.of("evil.example", EVIL))
                            .policy(Policies.of(onViolation, "", ""))
                            .run(
                                    Attempts.class,
                                    "socket evil.example " + evil.port(),
                                    "socket evil.example " + evil.port());
            assertEquals(List.of(Answer.ok("pong"), Answer.ok("pong")), run.answers());
            assertEquals(2, evil.accepted());
            String connection = "not-listed evil.example:" + evil.port();
            assertEquals(
                    Map.of(connection, 2L, "lookup-not-listed look-up of evil.example", 2L),
                    run.events().denied());
            JsonNode event = run.events().denial(connection);
            assertEquals(disposition, event.path("disposition").asString());
            assertEquals(onViolation, Events.own(event, "on_violation"));
            assertEquals(isViolation, event.path("is_alert").asBoolean());
            String id = Events.own(event, "violation");
            assertEquals(2, run.stderr().size(), run::toString);
            assertEquals(
                    "Sallyport would refuse guarded -> evil.example:%d (not-listed); see: sallyport review %s"
                            .formatted(evil.port(), id),
                    run.stderr().get(1));
        }
    }

    /** The launch overrides the file, in either direction. */
    @Test
    void onViolationOfTheLaunchGoesBeforeThePolicys() throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL)) {
            String attempt = "socket " + EVIL + " " + evil.port();
            GuardedRun softened =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.of("block", "", ""))
                            .option("on-violation", "log")
                            .run(Attempts.class, attempt);
            assertEquals(List.of(Answer.ok("pong")), softened.answers());
            JsonNode start = softened.events().only("start");
            assertEquals("log", Events.own(start, "on_violation"));
            assertEquals("argument", Events.own(start, "on_violation_set_by"));

            GuardedRun hardened =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.of("log", "", ""))
                            .environment("SALLYPORT_ON_VIOLATION", "block")
                            .run(Attempts.class, attempt);
            Refusals.of(hardened)
                    .connection(hardened.answers().get(0), EVIL + ":" + evil.port(), "not-listed");
            assertEquals(
                    "environment",
                    Events.own(hardened.events().only("start"), "on_violation_set_by"));
            assertEquals(1, evil.accepted());
        }
    }
}
