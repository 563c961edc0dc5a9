package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A gate that another agent has blunted lets nothing through: the server ends. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class SelfTestTest {
    private static final String ADDRESS = "127.0.0.70";

    @Parameter Jdk jdk;
    @TempDir Path folder;
    private Path agent;

    @BeforeEach
    void makeAgent() throws IOException {
        agent = AgentJar.of(BluntingAgent.class, folder);
    }

    @Test
    void withoutItsChecksOfFilesTheServerDoesNotStart() throws Exception {
        GuardedRun run = blunted("change", launch(9)).run(Attempts.class, "lookup 192.0.2.1");
        assertStopped(run, "file deletion");
    }

    @Test
    void withoutItsChecksOfLookUpsTheServerEndsBeforeTheFirst() throws Exception {
        GuardedRun run = blunted("lookup", launch(9)).run(Attempts.class, "lookup 192.0.2.1");
        assertStopped(run, "name look-up");
    }

    @Test
    void withoutItsChecksOfConnectionsTheServerEndsBeforeTheFirst() throws Exception {
        try (TcpListener anywhere = TcpListener.on(ADDRESS)) {
            GuardedRun run =
                    blunted("tcpConnect", launch(9))
                            .run(Attempts.class, "socket " + ADDRESS + " " + anywhere.port());
            assertStopped(run, "TCP connect");
            assertEquals(0, anywhere.accepted());
        }
    }

    /** Such hooks go in when the JVM turns to the network, and a JDK may lack one. */
    @Test
    void aJdkThatLacksWhatOnlyTheNetworkNeedsEndsTheServerThereAndNoSooner() throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS)) {
            Path changed = withoutBindInternal();
            GuardedRun offline = launch(listed.port()).jvm(patch(changed)).run(Attempts.class);
            assertEquals(0, offline.exit(), offline::toString);
            assertEquals(List.of(), offline.stderr());

            GuardedRun run =
                    launch(listed.port())
                            .jvm(patch(changed))
                            .run(Attempts.class, "socket " + ADDRESS + " " + listed.port());
            assertEquals(78, run.exit(), run::toString);
            assertEquals("", run.stdout());
            assertTrue(
                    run.stderr().get(0).contains("DatagramChannelImpl.bindInternal"),
                    run::toString);
            assertEquals(0, listed.accepted());
        }
    }

    private static String patch(Path classes) {
        return "--patch-module=java.base=" + classes;
    }

    /** The JDK's own class with another name for that method, of the same length. */
    private Path withoutBindInternal() throws IOException {
        String name = "sun/nio/ch/DatagramChannelImpl.class";
        Path changed = folder.resolve("changed");
        try (FileSystem image =
                FileSystems.newFileSystem(
                        URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()))) {
            byte[] file = Files.readAllBytes(image.getPath("/modules/java.base/" + name));
            String text = new String(file, StandardCharsets.ISO_8859_1);
            assertTrue(text.contains("bindInternal"));
            Files.createDirectories(changed.resolve(name).getParent());
            Files.write(
                    changed.resolve(name),
                    text.replace("bindInternal", "bindSomehow_")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        return changed;
    }

    @Test
    void anAgentThatBluntsNothingIsNoReasonToStop() throws Exception {
        try (TcpListener listed = TcpListener.on(ADDRESS)) {
            GuardedRun run =
                    blunted("nothing", launch(listed.port()))
                            .run(Attempts.class, "socket " + ADDRESS + " " + listed.port());
            assertEquals(List.of(Answer.ok("pong")), run.answers(), run::toString);
            assertEquals(List.of(), run.stderr());
        }
    }

    @Test
    void theOperatorMayChooseToGoOnUnguarded() throws Exception {
        GuardedRun run =
                blunted("lookup", launch(9).option("on-failure", "open"))
                        .run(Attempts.class, "lookup ::1");
        assertEquals(0, run.exit(), run::toString);
        assertTrue(run.stderr().get(0).contains("does NOT guard"), run::toString);
    }

    private static void assertStopped(GuardedRun run, String what) {
        assertEquals(78, run.exit(), run::toString);
        assertEquals("", run.stdout());
        assertEquals(1, run.stderr().size(), run::toString);
        assertTrue(run.stderr().get(0).contains("self-test failed: a live " + what), run::toString);
    }

    /** The other agent comes first: it sees the gate's classes as they are defined. */
    private GuardedJvm blunted(String method, GuardedJvm launch) {
        return launch.flags(0).jvm("-javaagent:" + agent + "=" + method, launch.flag());
    }

    private GuardedJvm launch(int port) throws IOException {
        return GuardedJvm.on(jdk, folder)
                .policy(
                        Policies.allowing(
                                "{\"cidr\": \"%s\", \"ports\": [%d]}".formatted(ADDRESS, port)));
    }
}
