package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every way that the JDK's own classes have to a host: held, and still a way where it is listed.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class WaysOutTest {
    private static final String EVIL = "127.0.0.66";
    private static final Map<String, String> HOSTS = Map.of("evil.example", EVIL);

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aHostThatIsListedForAnotherPortIsRefusedWhicheverWayItIsTried() throws Exception {
        try (WayListeners evil = WayListeners.on(EVIL)) {
            reachedBare(evil, "evil.example");
            GuardedRun run =
                    guarded(
                                    """
                                    {"host": "evil.example", "ports": [1], "addresses": ["127.0.0.0/8"]}
                                    """)
                            .run(Attempts.class, evil.attempts("evil.example"));
            refusedEachWay(run, evil, "evil.example");
            long lookups = WayListeners.ALL.stream().mapToLong(WayListeners::attemptsOfOne).sum();
            assertEquals(
                    Map.of("rule:allow[0] look-up of evil.example", lookups),
                    run.events().allowed());
        }
    }

    @Test
    void aBareAddressIsRefusedWhicheverWayItIsTried() throws Exception {
        try (WayListeners evil = WayListeners.on(EVIL)) {
            reachedBare(evil, EVIL);
            GuardedRun run = guarded("").run(Attempts.class, evil.attempts(EVIL));
            refusedEachWay(run, evil, EVIL);
            assertEquals(Map.of(), run.events().allowed());
        }
    }

    @Test
    void whatIsListedWorksWhicheverWayItIsTried() throws Exception {
        try (WayListeners listed = WayListeners.on(EVIL)) {
            GuardedRun run =
                    guarded(
                                    """
                                    {"id": "tcp", "host": "evil.example", "ports": [%s], "addresses": ["127.0.0.0/8"]},
                                    {"id": "udp", "host": "evil.example", "ports": [%s], "addresses": ["127.0.0.0/8"],
                                     "transport": "udp"}
                                    """
                                            .formatted(listed.tcpPorts(), listed.udpPorts()))
                            .run(Attempts.class, listed.attempts("evil.example"));
            assertEquals(pongs(), run.answers(), run::toString);
            assertEquals(WayListeners.each(1), listed.arrived());
            assertEquals(List.of(), run.stderr());
            assertEquals(Map.of(), run.events().denied());
            for (String way : WayListeners.ALL) {
                String rule = WayListeners.UDP.contains(way) ? "rule:udp " : "rule:tcp ";
                String kind = rule + listed.target(way, "evil.example");
                assertEquals(1L, run.events().allowed().get(kind), way);
            }
        }
    }

    @Test
    void theEventSaysWhatWasAttemptedAndWhatWasDone() throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL)) {
            GuardedRun run = guarded("").run(Attempts.class, "socket " + EVIL + " " + evil.port());
            JsonNode event = run.events().denial("not-listed " + EVIL + ":" + evil.port());
            assertEquals(4001, event.path("class_uid").asInt());
            assertEquals(400101, event.path("type_uid").asInt());
            assertEquals(2, event.path("action_id").asInt());
            assertEquals(2, event.path("disposition_id").asInt());
            assertEquals(2, event.path("status_id").asInt());
            assertEquals(EVIL, event.path("dst_endpoint").path("ip").asString());
            assertEquals(evil.port(), event.path("dst_endpoint").path("port").asInt());
            assertEquals(GuardedJvm.SERVER, Events.own(event, "server"));
        }
    }

    /** Without this the refusals below would prove nothing. */
    private void reachedBare(WayListeners listeners, String host) throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .hosts(HOSTS)
                        .bare()
                        .run(Attempts.class, listeners.attempts(host));
        assertEquals(pongs(), run.answers(), run::toString);
        assertEquals(WayListeners.each(1), listeners.arrived());
    }

    private void refusedEachWay(GuardedRun run, WayListeners evil, String host) throws Exception {
        assertEquals(WayListeners.each(1), evil.arrived(), "no more than came from the bare run");
        for (int i = 0; i < WayListeners.ALL.size(); i++) {
            String way = WayListeners.ALL.get(i);
            String target = evil.target(way, host);
            Refusals.of(run).connection(run.answers().get(i), target, "not-listed");
            assertTrue(
                    run.stderr().stream()
                            .anyMatch(
                                    line ->
                                            line.startsWith(
                                                    "Sallyport refused guarded -> " + target)),
                    () -> target + " is not in " + run.stderr());
            assertEquals(
                    WayListeners.attemptsOfOne(way),
                    run.events().denied().get("not-listed " + target),
                    way);
        }
        assertEquals(WayListeners.ALL.size(), run.stderr().size(), run::toString);
    }

    private GuardedJvm guarded(String allow) throws Exception {
        return GuardedJvm.on(jdk, folder).hosts(HOSTS).policy(Policies.allowing(allow));
    }

    private static List<Answer> pongs() {
        return Collections.nCopies(WayListeners.ALL.size(), Answer.ok("pong"));
    }
}
