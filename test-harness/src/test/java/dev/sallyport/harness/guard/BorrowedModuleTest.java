package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.charset.StandardCharsets;
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
    void aClassThatTheServerPutsIntoAModuleThatIsOpenToAllHasNoForeignFunctions() throws Exception {
        borrowsNothing("jdk.unsupported", "sun.misc", "Unsafe");
    }

    /** As {@code Add-Opens} in the manifest of the server's own jar does it, without a flag. */
    @Test
    void norDoesOneInTheModuleThatShapesTextWhereThatIsOpened() throws Exception {
        borrowsNothing("java.desktop", "sun.font", "FontUtilities");
    }

    private void borrowsNothing(String module, String name, String neighbour) throws Exception {
        assumeTrue(jdk.feature() >= 22, "foreign functions are the JDK's since 22");
        String open = "--add-opens=" + module + "/" + name + "=ALL-UNNAMED";
        String[] arguments = {name + "." + neighbour, compiled(module, name).toString()};
        assertEquals(
                List.of(Answer.ok("called")),
                GuardedJvm.on(jdk, folder)
                        .jvm(open)
                        .bare()
                        .run(Borrower.class, arguments)
                        .answers());

        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .jvm(open)
                        .policy(Policies.allowing(""))
                        .run(Borrower.class, arguments);
        Answer refused = run.answers().get(0);
        assertFalse(refused.worked(), run::toString);
        assertTrue(refused.text().contains("Sallyport refused"), run::toString);

        String listing =
                "{\"version\": 1, \"server\": \"guarded\", \"nativeLibraries\": {\"allow\":"
                        + " [\"java.lang.foreign\"]}}";
        assertEquals(
                List.of(Answer.ok("called")),
                GuardedJvm.on(jdk, folder)
                        .jvm(open)
                        .policy(listing)
                        .run(Borrower.class, arguments)
                        .answers());
    }

    private Path compiled(String module, String name) throws Exception {
        Path source = folder.resolve("Borrowed.java");
        try (var in = getClass().getResourceAsStream("/borrowed/Borrowed.java")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(source, text.replace("package borrowed;", "package " + name + ";"));
        }
        Process javac =
                new ProcessBuilder(
                                jdk.home().resolve("bin/javac").toString(),
                                "--patch-module",
                                module + "=" + folder,
                                "-d",
                                folder.toString(),
                                source.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("javac.txt").toFile())
                        .start();
        assertEquals(0, javac.waitFor(), "see javac.txt");
        return folder.resolve(name.replace('.', '/')).resolve("Borrowed.class");
    }
}
