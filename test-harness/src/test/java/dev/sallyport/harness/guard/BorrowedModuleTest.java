package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's own text layout may do is nobody else's for being in a module of the JDK. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class BorrowedModuleTest {
    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aClassThatTheServerPutsIntoTheJdkHasNoForeignFunctions() throws Exception {
        assumeTrue(jdk.feature() >= 22, "foreign functions are the JDK's since 22");
        String type = compiled().toString();
        assertEquals(
                List.of(Answer.ok("called")),
                GuardedJvm.on(jdk, folder).bare().run(Borrower.class, type).answers());

        GuardedRun run =
                GuardedJvm.on(jdk, folder).policy(Policies.allowing("")).run(Borrower.class, type);
        Answer refused = run.answers().get(0);
        assertFalse(refused.worked(), run::toString);
        assertTrue(refused.text().contains("Sallyport refused"), run::toString);

        String listing =
                "{\"version\": 1, \"server\": \"guarded\", \"nativeLibraries\": {\"allow\":"
                        + " [\"java.lang.foreign\"]}}";
        assertEquals(
                List.of(Answer.ok("called")),
                GuardedJvm.on(jdk, folder).policy(listing).run(Borrower.class, type).answers());
    }

    private Path compiled() throws Exception {
        Path source = folder.resolve("sun/misc/Borrowed.java");
        Files.createDirectories(source.getParent());
        try (var in = getClass().getResourceAsStream("/borrowed/sun/misc/Borrowed.java")) {
            Files.copy(in, source);
        }
        Process javac =
                new ProcessBuilder(
                                jdk.home().resolve("bin/javac").toString(),
                                "--patch-module",
                                "jdk.unsupported=" + folder,
                                source.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, javac.waitFor());
        return folder.resolve("sun/misc/Borrowed.class");
    }
}
