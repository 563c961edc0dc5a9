package dev.sallyport.harness.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Given a policy that lists one name with the ports of its servers, each client meets that name,
 * another name, and the listed name's other ports.
 *
 * <p>A JVM costs more than an attempt: all clients that leave the JVM as it was share one, and the
 * tests read what came of it.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsOfTheWorldTest {
    private static final String LISTED = "listed.example";
    private static final String EVIL = "evil.example";
    private static final Map<String, String> HOSTS =
            Map.of(LISTED, "127.0.0.1", EVIL, "127.0.0.66");

    @Parameter Jdk jdk;

    private Path folder;
    private final Map<Client, TcpListener> evil = new EnumMap<>(Client.class);
    private final Map<Client, TcpListener> otherPort = new EnumMap<>(Client.class);

    /** How many connections came to the name that is not listed, without the agent. */
    private final Map<Client, Integer> reachedBare = new EnumMap<>(Client.class);

    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<GuardedRun> runs = new ArrayList<>();
    private Peers peers;

    @BeforeParameterizedClassInvocation
    void everyClientIsTried(Jdk jdk, @TempDir Path folder) throws Exception {
        // JUnit does not promise that the field is filled in by now.
        this.jdk = jdk;
        this.folder = folder;
        peers = Peers.on(HOSTS.get(LISTED));
        for (Client client : clients()) {
            TcpListener listener = TcpListener.on(HOSTS.get(EVIL));
            evil.put(client, listener);
            otherPort.put(client, TcpListener.on(HOSTS.get(LISTED), listener.port()));
        }
        List<Client> shared = new ArrayList<>();
        for (Client client : clients()) {
            if (client.wantsItsOwnJvm()) {
                tried(List.of(client));
            } else {
                shared.add(client);
            }
        }
        tried(shared);
    }

    private void tried(List<Client> together) throws Exception {
        jvm().bare().run(ClientsOfTheWorld.class, attempts(together, this::evil));
        for (Client client : together) {
            reachedBare.put(client, evil.get(client).accepted());
        }
        List<String> attempts = new ArrayList<>(attempts(together, this::evil));
        attempts.addAll(attempts(together, this::otherPort));
        attempts.addAll(attempts(together, this::listed));
        GuardedRun run = jvm().policy(policy()).run(ClientsOfTheWorld.class, attempts);
        runs.add(run);
        outcomes.putAll(Outcome.read(run.stdout()));
    }

    @AfterParameterizedClassInvocation
    void everybodyGoesHome() throws Exception {
        peers.close();
        for (TcpListener listener : evil.values()) {
            listener.close();
        }
        for (TcpListener listener : otherPort.values()) {
            listener.close();
        }
        evil.clear();
        otherPort.clear();
        reachedBare.clear();
        outcomes.clear();
        runs.clear();
    }

    List<Client> clients() {
        return Client.of(jdk.feature());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aNameThatIsNotListedIsRefusedInWordsThatReachTheCaller(Client client) throws Exception {
        Outcome outcome = outcome(evil(client));
        assertRefused(outcome, "guarded -> look-up of " + EVIL + " (lookup-not-listed, v");
        int reached = reachedBare.get(client);
        assertTrue(reached > 0, "without the agent it got there");
        assertEquals(reached, evil.get(client).accepted(), "and not with it");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aPortThatIsNotListedIsRefusedInWordsThatReachTheCaller(Client client) throws Exception {
        int port = otherPort.get(client).port();
        Outcome outcome = outcome(otherPort(client));
        assertRefused(outcome, "guarded -> " + LISTED + ":" + port + " (not-listed, v");
        assertEquals(0, otherPort.get(client).accepted());
        String kind = "not-listed " + LISTED + ":" + port;
        assertTrue(
                runs.stream().anyMatch(run -> run.events().denied().containsKey(kind)),
                () -> kind + " is on no record");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whatIsListedWorks(Client client) {
        assertEquals(new Outcome(true, Peers.ANSWER), outcome(listed(client)));
    }

    @Test
    void theOlderStackIsHeldByAHookOfItsOwn() {
        assumeTrue(clients().contains(Client.PLAIN_SOCKET_IMPL), "gone from this JDK");
        Outcome outcome = outcome(otherPort(Client.PLAIN_SOCKET_IMPL));
        assertTrue(outcome.text().contains(PlainSocketImpl.BY_IT), outcome::text);
    }

    private static void assertRefused(Outcome outcome, String what) {
        assertFalse(outcome.worked(), outcome::text);
        assertTrue(outcome.text().contains("Sallyport refused " + what), outcome::text);
    }

    private Outcome outcome(String attempt) {
        Outcome outcome = outcomes.get(attempt);
        assertTrue(outcome != null, () -> attempt + " is not in " + runs);
        return outcome;
    }

    private static List<String> attempts(List<Client> clients, Function<Client, String> attempt) {
        return clients.stream().map(attempt).toList();
    }

    /** As {@link ClientsOfTheWorld} reads it: to the name that is not listed. */
    private String evil(Client client) {
        return attempt(client, EVIL, evil.get(client).port());
    }

    private String otherPort(Client client) {
        return attempt(client, LISTED, otherPort.get(client).port());
    }

    private String listed(Client client) {
        return attempt(client, LISTED, peers.port(client.peer()));
    }

    private static String attempt(Client client, String host, int port) {
        return client + " " + host + " " + port;
    }

    private GuardedJvm jvm() throws Exception {
        return GuardedJvm.on(jdk, folder)
                .hosts(HOSTS)
                .jvm("-Dvertx.disableDnsResolver=true")
                .libraries();
    }

    private String policy() {
        String ports =
                Stream.of(Client.Peer.values())
                        .map(peer -> String.valueOf(peers.port(peer)))
                        .collect(Collectors.joining(", "));
        return Policies.allowing(
                """
                {"host": "%s", "ports": [%s], "addresses": ["127.0.0.0/8"]}
                """
                        .formatted(LISTED, ports));
    }
}
