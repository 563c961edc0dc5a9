package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams, unix-domain sockets, child processes, native libraries, and who is there. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class DoorsTest {
    private static final String ADDRESS = "127.0.0.66";
    private static final String NOTHING = "{\"version\": 1, \"server\": \"doors\"}";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aDatagramWithATargetOfItsOwnIsHeld() throws Exception {
        try (UdpListener listener = UdpListener.on(ADDRESS)) {
            String[] attempts = {
                "packet " + ADDRESS + " " + listener.port(),
                "datagram " + ADDRESS + " " + listener.port(),
                "direct-datagram " + ADDRESS + " " + listener.port()
            };
            all("sent", GuardedJvm.on(jdk, folder).bare().run(Doors.class, attempts));
            assertEquals(3, listener.received());
            refused(
                    "SocketException",
                    ADDRESS + ":" + listener.port() + "/udp (not-listed, ",
                    guarded(NOTHING, attempts));
            assertEquals(3, listener.received());
            all("sent", guarded(listing(udpRule(listener)), attempts));
            assertEquals(6, listener.received());
        }
    }

    @Test
    void theSecondStacksAreHeldToo() throws Exception {
        assumeTrue(jdk.feature() == 17, "JDK 18 has one stack");
        try (UdpListener udp = UdpListener.on(ADDRESS);
                TcpListener tcp = TcpListener.on(ADDRESS)) {
            String[] attempts = {"second-stack", "packet " + ADDRESS + " " + udp.port()};
            refused(
                    "SocketException",
                    ADDRESS + ":" + udp.port() + "/udp (not-listed, ",
                    guarded(NOTHING, attempts));
            assertEquals(0, udp.received());
            all("sent", guarded(listing(udpRule(udp)), attempts));
            assertEquals(1, udp.received());

            String connect = "socket " + ADDRESS + " " + tcp.port();
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .policy(NOTHING)
                            .jvm("-Djdk.net.usePlainSocketImpl=true")
                            .run(Attempts.class, connect);
            refused("ConnectException", ADDRESS + ":" + tcp.port() + " (not-listed, ", run);
            assertEquals(0, tcp.accepted());
        }
    }

    @Test
    void aUnixDomainSocketIsHeldByItsRealPath() throws Exception {
        Path socket = folder.resolve("a.sock");
        Path link = folder.resolve("link.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.createSymbolicLink(link, socket);
            String[] attempts = {"unix " + socket, "unix " + link};
            all("connected true", GuardedJvm.on(jdk, folder).bare().run(Doors.class, attempts));
            refused(
                    "ConnectException",
                    "unix socket a.sock (not-listed, ",
                    guarded(NOTHING, attempts));
            all("connected true", guarded(listing("{\"unix\": \"" + socket + "\"}"), attempts));
            // Listed by a link that was there at the start: that is what the person knows.
            all("connected true", guarded(listing("{\"unix\": \"" + link + "\"}"), attempts));
        }
    }

    @Test
    void aChildProcessIsHeldByItsRealPath() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("harmless"), Path.of("/bin/echo"));
        String[] attempts = {
            "program echo hello",
            "program /bin/echo hello",
            "program /bin/../bin/echo hello",
            "program " + link + " hello",
            "exec echo hello",
            "pipeline echo hello"
        };
        all("hello", GuardedJvm.on(jdk, folder).bare().run(Doors.class, attempts));
        GuardedRun run = guarded(NOTHING, attempts);
        refused("IOException", "program echo (process-not-listed, ", run);
        String real = Path.of("/bin/echo").toRealPath().toString();
        assertEquals(6L, run.events().denied().get("process-not-listed program " + real));

        all("hello", guarded(processes("\"/bin/echo\"", "\"/bin/cat\""), attempts));
        run = guarded(processes("\"" + link + "-other\""), attempts);
        refused("IOException", "program echo (process-not-listed, ", run);
    }

    /** Whoever chooses how a name is read has one file judged and another one run. */
    @Test
    void theServerCannotChooseHowAProgramsNameIsRead() throws Exception {
        String[] attempts = {"encoding UTF-16BE", "program /bin/echo hello"};
        all("hello", guarded(processes("\"/bin/echo\""), attempts));
        refused(
                "IOException",
                "program echo (process-not-listed, ",
                guarded(processes("\"/bin/cat\""), attempts));
    }

    @Test
    void aNativeLibraryIsHeldUnlessItIsTheJdksOwn() throws Exception {
        Path own = jdk.home().resolve("lib/libprefs.so");
        Path copy = Files.copy(own, folder.resolve("libcopy.so"));
        String load = "library " + copy;
        all("loaded", GuardedJvm.on(jdk, folder).bare().run(Doors.class, load));
        refused(
                "IOException",
                "native library libcopy.so (library-not-listed, ",
                guarded(NOTHING, load));
        all("loaded", guarded(NOTHING, "library " + own));
        all("loaded", guarded(libraries("\"libco*.so\""), load));
        String pinned = "{\"path\": \"libcopy.so\", \"sha256\": \"%s\"}";
        all("loaded", guarded(libraries(pinned.formatted(sha256(copy))), load));
        refused(
                "IOException",
                "native library libcopy.so (library-not-listed, ",
                guarded(libraries(pinned.formatted("0".repeat(64))), load));
    }

    @Test
    void whetherSomebodyIsThereIsJudgedAsTcpPortSeven() throws Exception {
        refused(
                "ConnectException",
                ADDRESS + ":7 (not-listed, ",
                guarded(NOTHING, "reachable " + ADDRESS));
        String rule = "{\"cidr\": \"" + ADDRESS + "\", \"ports\": [7]}";
        assertTrue(guarded(listing(rule), "reachable " + ADDRESS).answers().get(0).worked());
    }

    @Test
    void anAddressesNameIsAskedForOnlyWhereThePolicyKnowsTheAddress() throws Exception {
        GuardedRun run = guarded(NOTHING, "name-of 203.0.113.9", "name-of 127.0.0.1");
        assertEquals(Answer.ok("203.0.113.9"), run.answers().get(0), run::toString);
        assertEquals(
                1L, run.events().denied().get("lookup-not-listed reverse look-up of 203.0.113.9"));
        assertFalse(
                run.events().denied().keySet().stream()
                        .anyMatch(kind -> kind.contains("127.0.0.1")));
    }

    private GuardedRun guarded(String policy, String... attempts) throws Exception {
        return GuardedJvm.on(jdk, folder).policy(policy).run(Doors.class, attempts);
    }

    private static void all(String result, GuardedRun run) {
        assertFalse(run.answers().isEmpty(), run::toString);
        run.answers().forEach(answer -> assertEquals(Answer.ok(result), answer, run::toString));
    }

    private static void refused(String failure, String words, GuardedRun run) {
        assertFalse(run.answers().isEmpty(), run::toString);
        for (Answer answer : run.answers()) {
            assertFalse(answer.worked(), run::toString);
            assertTrue(answer.toString().contains(failure), run::toString);
            assertTrue(
                    answer.text().contains("Sallyport refused doors -> " + words), run::toString);
        }
    }

    private static String udpRule(UdpListener listener) {
        return "{\"cidr\": \"%s\", \"ports\": [%d], \"transport\": \"udp\"}"
                .formatted(ADDRESS, listener.port());
    }

    private static String listing(String rule) {
        return "{\"version\": 1, \"server\": \"doors\", \"allow\": [" + rule + "]}";
    }

    private static String processes(String... programs) {
        return "{\"version\": 1, \"server\": \"doors\", \"processes\": {\"allow\": ["
                + String.join(", ", programs)
                + "]}}";
    }

    private static String libraries(String library) {
        return "{\"version\": 1, \"server\": \"doors\", \"nativeLibraries\": {\"allow\": ["
                + library
                + "]}}";
    }

    private static String sha256(Path file) throws Exception {
        byte[] hash =
                java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return java.util.HexFormat.of().formatHex(hash);
    }
}
