package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each where its library is on the machine: the way out is open to a bare JVM. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class DesktopDoorsTest {
    private static final String ADDRESS = "127.0.0.1";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void soundRunsNoCommand() throws Exception {
        Path made = folder.resolve("made");
        GuardedJvm bare = GuardedJvm.on(jdk, folder).bare();
        run(bare, "sound", made.toString());
        assumeTrue(Files.deleteIfExists(made), "no ALSA here");
        GuardedRun guarded =
                run(
                        GuardedJvm.on(jdk, folder).policy(Policies.allowing("")),
                        "sound",
                        made.toString());
        assertFalse(Files.exists(made), guarded::toString);
        assertTrue(guarded.stderr().get(0).contains("libjsound.so"), guarded::toString);
        GuardedRun listed =
                run(
                        GuardedJvm.on(jdk, folder).policy(listing("libjsound.so")),
                        "sound",
                        made.toString());
        assertTrue(Files.exists(made), listed::toString);
    }

    @Test
    void printingConnectsToNobody() throws Exception {
        int before;
        try (TcpListener server = TcpListener.on(ADDRESS)) {
            run(GuardedJvm.on(jdk, folder).bare(), "print", server.port() + "");
            before = server.accepted();
        }
        assumeTrue(before > 0, "no CUPS here");
        try (TcpListener server = TcpListener.on(ADDRESS)) {
            GuardedRun guarded =
                    run(
                            GuardedJvm.on(jdk, folder).policy(Policies.allowing("")),
                            "print",
                            server.port() + "");
            assertEquals(0, server.accepted(), guarded::toString);
            assertTrue(guarded.stderr().get(0).contains("libcups.so.2"), guarded::toString);
            GuardedRun listed =
                    run(
                            GuardedJvm.on(jdk, folder).policy(listing("libcups.so.2")),
                            "print",
                            server.port() + "");
            assertTrue(server.accepted() > 0, listed::toString);
        }
    }

    private static GuardedRun run(GuardedJvm launch, String... arguments) throws Exception {
        return launch.jvm("-Djava.awt.headless=true")
                .environment("HOME", launch.home().toString())
                .run(DesktopDoors.class, arguments);
    }

    private static String listing(String library) {
        return "{\"version\": 1, \"server\": \"guarded\", \"nativeLibraries\": {\"allow\": [\""
                + library
                + "\"]}}";
    }
}
