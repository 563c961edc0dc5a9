package dev.sallyport.harness.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.TcpListener;
import dev.sallyport.harness.guard.UdpListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Given a policy that lists the native libraries of these transports, one address and one unix
 * socket: each transport reaches those at its native speed, and nothing else.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class NativeTransportsTest {
    private static final String LISTED = "127.0.0.1";
    private static final String EVIL = "127.0.0.71";

    @Parameter Jdk jdk;
    @TempDir Path folder;
    private TcpListener listed;
    private TcpListener evil;
    private UdpListener listedUdp;
    private UdpListener evilUdp;
    private UnixListener listedUnix;
    private UnixListener evilUnix;

    @BeforeEach
    void listen() throws Exception {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "the libraries here are x86-64's");
        listed = TcpListener.on(LISTED);
        evil = TcpListener.on(EVIL);
        listedUdp = UdpListener.on(LISTED);
        evilUdp = UdpListener.on(EVIL);
        listedUnix = new UnixListener(folder.resolve("listed.sock"));
        evilUnix = new UnixListener(folder.resolve("evil.sock"));
    }

    @AfterEach
    void close() throws Exception {
        if (listed != null) {
            listed.close();
            evil.close();
            listedUdp.close();
            evilUdp.close();
            listedUnix.close();
            evilUnix.close();
        }
    }

    @Test
    void nettysEpollIsHeldAndKeepsItsSpeed() throws Exception {
        reachesWhatIsListedAndNothingElse(
                List.of("epoll-tcp", "socket"),
                List.of("epoll-udp", "epoll-udp-many", "epoll-udp-connected"),
                List.of("epoll-unix"));
    }

    @Test
    void soIsTheCopyThatGrpcBringsUnderAnotherName() throws Exception {
        reachesWhatIsListedAndNothingElse(List.of("shaded-tcp"), List.of(), List.of());
    }

    @Test
    void soIsIoUring() throws Exception {
        GuardedRun bare = run(launch().bare(), "uring-tcp " + EVIL + " " + evil.port());
        assumeTrue(
                Outcome.read(bare.stdout()).values().iterator().next().worked(),
                "no io_uring here: " + bare.stdout());
        reachesWhatIsListedAndNothingElse(List.of("uring-tcp"), List.of("uring-udp"), List.of());
    }

    @Test
    void soAreTheUnixSocketsOfJnrAndJunixsocket() throws Exception {
        reachesWhatIsListedAndNothingElse(List.of(), List.of(), List.of("jnr", "junix"));
    }

    private void reachesWhatIsListedAndNothingElse(
            List<String> tcp, List<String> udp, List<String> unix) throws Exception {
        List<String> toEvil = new ArrayList<>();
        List<String> toListed = new ArrayList<>();
        for (String way : tcp) {
            toEvil.add(way + " " + EVIL + " " + evil.port());
            toListed.add(way + " " + LISTED + " " + listed.port());
        }
        for (String way : udp) {
            toEvil.add(way + " " + EVIL + " " + evilUdp.port());
            toListed.add(way + " " + LISTED + " " + listedUdp.port());
        }
        for (String way : unix) {
            toEvil.add(way + " " + evilUnix.path());
            toListed.add(way + " " + listedUnix.path());
        }
        final int acceptedBefore = evil.accepted();
        GuardedRun bare = run(launch().bare(), toEvil);
        assertAll(bare, true);
        final int tcpBefore = evil.accepted();
        final int udpBefore = evilUdp.received();
        final int unixBefore = evilUnix.accepted();
        assertEquals(tcp.size(), tcpBefore - acceptedBefore, bare::toString);
        assertTrue(udpBefore >= udp.size(), bare::toString);
        assertEquals(unix.size(), unixBefore, bare::toString);

        GuardedRun refused = run(launch().policy(policy()), toEvil);
        for (Outcome outcome : assertAll(refused, false)) {
            assertTrue(outcome.text().contains("Sallyport refused"), refused::toString);
        }
        assertEquals(tcpBefore, evil.accepted(), refused::toString);
        assertEquals(udpBefore, evilUdp.received(), refused::toString);
        assertEquals(unixBefore, evilUnix.accepted(), refused::toString);

        GuardedRun allowed = run(launch().policy(policy()), toListed);
        assertAll(allowed, true);
        // JDK 25 warns of native access by itself.
        assertTrue(
                allowed.stderr().stream().noneMatch(line -> line.startsWith("Sallyport")),
                allowed::toString);
        assertEquals(tcp.size(), listed.accepted(), allowed::toString);
        assertTrue(listedUdp.received() >= udp.size(), allowed::toString);
        assertEquals(unix.size(), listedUnix.accepted(), allowed::toString);
    }

    private static Collection<Outcome> assertAll(GuardedRun run, boolean worked) {
        Collection<Outcome> outcomes = Outcome.read(run.stdout()).values();
        assertFalse(outcomes.isEmpty(), run::toString);
        for (Outcome outcome : outcomes) {
            assertEquals(worked, outcome.worked(), run::toString);
        }
        return outcomes;
    }

    private GuardedJvm launch() throws Exception {
        return GuardedJvm.on(jdk, folder).classPathOfTests();
    }

    private static GuardedRun run(GuardedJvm launch, String attempt) throws Exception {
        return run(launch, List.of(attempt));
    }

    private static GuardedRun run(GuardedJvm launch, List<String> attempts) throws Exception {
        return launch.run(NativeTransports.class, attempts);
    }

    private String policy() throws Exception {
        return """
        {"version": 1, "server": "guarded",
         "allow": [
          {"cidr": "%s", "ports": [%d]},
          {"cidr": "%s", "ports": [%d], "transport": "udp"},
          {"unix": "%s"}],
         "nativeLibraries": {"allow": [
          "lib*netty_transport_native_*.so", "jffi*.so", "*libjunixsocket-native-*.so"]}}
        """
                .formatted(
                        LISTED,
                        listed.port(),
                        LISTED,
                        listedUdp.port(),
                        listedUnix.path().toRealPath());
    }
}
