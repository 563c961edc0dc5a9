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
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever JVM the server is started in: it is held, and stdout is its own. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class JvmVariantsTest {
    /**
     * What a launch with an archive needs besides: the JVM's log goes to stderr, from the start.
     */
    private static final String[] LOG_TO_STDERR = {"-Xlog:disable", "-Xlog:all=warning:stderr"};

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseZGC",
                "-Xint",
                // The JDK's own classes too, so those that we rewrote.
                "-Xverify:all",
                "-Xshare:off"
            })
    void anotherCollectorCompilerVerifierOrNoSharedClasses(String option) throws Exception {
        holdsAndIsQuiet(guarded().unhurried().jvm(option));
    }

    @Test
    void aRuntimeOfTwoModules() throws Exception {
        assumeTrue(Files.isExecutable(jdk.program("jlink")), "this JDK has no jlink");
        Path runtime = folder.resolve("runtime");
        Process jlink =
                new ProcessBuilder(
                                jdk.program("jlink").toString(),
                                "--add-modules",
                                "java.base,java.instrument",
                                "--output",
                                runtime.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jlink.waitFor(), said);

        Jdk small = new Jdk(runtime, jdk.feature());
        holdsAndIsQuiet(GuardedJvm.on(small, folder).policy(Hold.POLICY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void aPolicyInAllLettersWhateverTheLocale(String locale) throws Exception {
        String policy = Hold.POLICY.replace("{\"cidr\"", "{\"why\": \"für 天気\", \"cidr\"");
        assertFalse(policy.equals(Hold.POLICY));
        holdsAndIsQuiet(
                GuardedJvm.on(jdk, folder)
                        .policy(policy)
                        .environment("LANG", locale)
                        .environment("LC_ALL", locale));
    }

    /** Jar, policy, home and events all lie below it. */
    @ParameterizedTest
    @ValueSource(strings = {"agent.jar", "sallyport.jar"})
    void aPathWithBlanksCommasAndWhatUrlsEscape(String jarName) throws Exception {
        Path odd = Files.createDirectory(folder.resolve("my servers, all,, 100%25 c#+(1)"));
        Path jar = odd.resolve(jarName);
        Files.copy(Path.of(System.getProperty("sallyport.jar")), jar);
        GuardedJvm jvm = GuardedJvm.on(jdk, odd).jar(jar);
        Path policy = jvm.write("guarded.policy.json", Hold.POLICY);
        // Two commas stand for one.
        GuardedRun run = Hold.run(jvm.option("policy", policy.toString().replace(",", ",,")));
        // The JVM says of a jar that is renamed, and so not on the boot path, what it does then.
        int ofTheJvm = jarName.equals("sallyport.jar") ? 0 : 1;
        assertEquals(ofTheJvm, Hold.furtherStderr(run).size(), run::toString);
    }

    @Test
    void noHomeButAFolderForEvents() throws Exception {
        GuardedJvm jvm = guarded().jvm("-Duser.home=?").environment("HOME", "");
        Path events = jvm.folder().resolve("home").resolve(".sallyport").resolve("own");
        holdsAndIsQuiet(jvm.option("events", events.toString()));
    }

    @Test
    void aClassDataArchive() throws Exception {
        Path archive = folder.resolve("program.jsa");
        holdsWithAnArchive("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", archive);
    }

    @Test
    void anAotCache() throws Exception {
        assumeTrue(jdk.feature() >= 25, "made in one step from JDK 25 on");
        Path cache = folder.resolve("program.aot");
        holdsWithAnArchive("-XX:AOTCacheOutput=", "-XX:AOTCache=", cache);
    }

    /** The JVM lays the archive aside when it meets an agent, and says so where it is told to. */
    private void holdsWithAnArchive(String make, String use, Path archive) throws Exception {
        Path program = program();
        Path classes = folder.resolve("classes.txt");
        GuardedJvm.on(jdk, folder)
                .bare()
                .classPathOfOne(program)
                .jvm(make + archive)
                .run(Attempts.class, "lookup 192.0.2.1");
        GuardedRun bare =
                GuardedJvm.on(jdk, folder)
                        .bare()
                        .classPathOfOne(program)
                        .jvm(use + archive)
                        .jvm("-Xlog:class+load:file=" + classes + "::filecount=0")
                        .run(Attempts.class, "lookup 192.0.2.1");
        assertEquals(List.of(Answer.ok("192.0.2.1")), bare.answers());
        assertTrue(
                Files.readAllLines(classes).stream()
                        .filter(line -> line.contains(Attempts.class.getName() + " "))
                        .anyMatch(line -> line.contains("source: shared objects file")),
                "an archive that works, bare");

        GuardedJvm told = guarded().classPathOfOne(program).jvm(LOG_TO_STDERR).jvm(use + archive);
        logLines(Hold.furtherStderr(Hold.run(told)));

        GuardedRun untold =
                guarded()
                        .classPathOfOne(program)
                        .jvm(use + archive)
                        .run(Attempts.class, "lookup 192.0.2.1");
        List<String> lines = untold.stdout().lines().toList();
        int last = lines.size() - 1;
        assertEquals(Answer.ok("192.0.2.1"), Answer.of(lines.get(last)));
        logLines(lines.subList(0, last));
        assertEquals(1, untold.stderr().size(), untold::toString);
        assertTrue(
                untold.stderr().get(0).endsWith("; add " + String.join(" ", LOG_TO_STDERR)),
                untold::toString);
    }

    @Test
    void theMakingOfAnAotCacheIsToldOfTheLogAsWell() throws Exception {
        assumeTrue(jdk.feature() >= 25, "made in one step from JDK 25 on");
        GuardedRun run =
                guarded()
                        .classPathOfOne(program())
                        .jvm("-XX:AOTCacheOutput=" + folder.resolve("program.aot"))
                        .run(Attempts.class, "lookup 192.0.2.1");
        assertTrue(run.stdout().lines().count() > 1, run::toString);
        assertTrue(
                run.stderr().stream()
                        .anyMatch(line -> line.endsWith(String.join(" ", LOG_TO_STDERR))),
                run::toString);
    }

    /** At least one, and each the JVM's: {@code [0.016s][warning][cds,dynamic] ...}. */
    private static void logLines(List<String> lines) {
        assertFalse(lines.isEmpty());
        lines.forEach(
                line ->
                        assertTrue(
                                line.matches("\\[[0-9.,]+s]\\[(warning|error) *]\\[[a-z,]+.*"),
                                line));
    }

    /** The programs of this package as a jar: the JVM archives no classes of a folder. */
    private Path program() {
        Path jar = folder.resolve("program.jar");
        Path classes = Path.of(System.getProperty("harness.target"), "classes");
        String ours = Attempts.class.getPackageName().replace('.', '/');
        int status =
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "cf",
                                jar.toString(),
                                "-C",
                                "" + classes,
                                ours);
        assertEquals(0, status);
        return jar;
    }

    private GuardedJvm guarded() throws Exception {
        return GuardedJvm.on(jdk, folder).policy(Hold.POLICY);
    }

    private static void holdsAndIsQuiet(GuardedJvm jvm) throws Exception {
        GuardedRun run = Hold.run(jvm);
        assertEquals(List.of(), Hold.furtherStderr(run), run::toString);
    }
}
