package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A start that cannot guard is the end of the server: quiet where the protocol is, one clear line
 * where people look, and a note that outlives the client's log.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class FailedStartTest {
    private static final int EX_CONFIG = 78;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aPolicyThatIsNotThere() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        Path tried = jvm.folder().resolve("nowhere.json");
        fails(jvm.option("policy", tried.toString()), tried.toString());
    }

    @Test
    void aPolicyThatIsNotThereByARelativeName() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        fails(
                jvm.option("policy", "conf/nowhere.json"),
                jvm.folder().resolve("conf/nowhere.json").toString());
    }

    @Test
    void aPolicyThatIsAFolder() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        fails(jvm.option("policy", jvm.folder().toString()), jvm.folder().toString());
    }

    @Test
    void aPolicyWithAMistakeInIt() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        fails(
                jvm.policy(
                        Policies.allowing(
                                "{\"host\": \"api.example\", \"ports\": [443], \"tols\": [\"x\"]}")),
                jvm.folder().resolve("guarded.policy.json") + ":5:",
                "tols",
                "tools");
    }

    @Test
    void aPolicyOfNothing() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        fails(jvm.policy(""), jvm.folder().resolve("guarded.policy.json").toString());
    }

    @Test
    void anEmptyEnvironmentVariableForThePolicy() throws Exception {
        fails(GuardedJvm.on(jdk, folder).environment("SALLYPORT_POLICY", ""), "SALLYPORT_POLICY");
    }

    @Test
    void anOptionThatIsNone() throws Exception {
        fails(GuardedJvm.on(jdk, folder).option("polcy", "weather.json"), "polcy", "policy");
    }

    @Test
    void blockingWithoutAPolicy() throws Exception {
        fails(GuardedJvm.on(jdk, folder).option("on-violation", "block"), "on-violation", "policy");
    }

    @Test
    void anOnViolationThatIsNone() throws Exception {
        fails(
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .option("on-violation", "warn"),
                "on-violation",
                "warn");
    }

    /** A user that the machine does not know, as in a container; events= mends it. */
    @Test
    void aUserWithoutAHomeAndNoFolderForEvents() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .jvm("-Duser.home=?")
                        .environment("HOME", "")
                        .run(Attempts.class, "lookup 192.0.2.1");
        stopped(run);
        assertTrue(run.stderr().get(0).contains("events=FOLDER"), run::toString);
    }

    @Test
    void anOperatingSystemWhoseJdkItDoesNotKnow() throws Exception {
        fails(
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .jvm("-Dos.name=Windows 11"),
                "Windows 11",
                "WSL");
    }

    @Test
    void withoutAHomeToLeaveTheNoteInItIsStillOneLine() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        Path file = jvm.write("file", "");
        GuardedRun run =
                jvm.home(file.resolve("home"))
                        .option("policy", "nowhere.json")
                        .run(Attempts.class, "lookup 192.0.2.1");
        stopped(run);
    }

    /**
     * MCP clients start servers without LANG, and such a JVM on Linux can name no file beyond
     * ASCII. The shell makes the folder's name, which a JVM of that locale could not.
     */
    @Test
    void aPolicyInAFolderThatThisLocaleCannotNameIsBlamedOnTheLocale() throws Exception {
        String elsewhere =
                "d=$(printf '\\303\\274') && mkdir $d && cp guarded.policy.json $d"
                        + " && SALLYPORT_POLICY=$PWD/$d/guarded.policy.json exec \"$@\"";
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).environment("LC_ALL", "C");
        jvm.write("guarded.policy.json", Policies.allowing(""));
        GuardedRun run =
                jvm.under(List.of("sh", "-c", elsewhere, "sh"))
                        .run(Attempts.class, "lookup 192.0.2.1");
        stopped(run);
        assertTrue(run.stderr().get(0).contains("LANG"), run::toString);
    }

    @Test
    void theOperatorMayChooseToGoOnUnguarded() throws Exception {
        try (TcpListener anywhere = TcpListener.on("127.0.0.66")) {
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .option("policy", "nowhere.json")
                            .option("on-failure", "open")
                            .run(Attempts.class, "socket 127.0.0.66 " + anywhere.port());
            assertEquals(0, run.exit());
            assertEquals(List.of(Answer.ok("pong")), run.answers());
            assertEquals(1, run.stderr().size(), run::toString);
            assertTrue(run.stderr().get(0).contains("does NOT guard"), run::toString);
            assertTrue(note(run).contains("nowhere.json"), run::toString);
        }
    }

    private static void fails(GuardedJvm jvm, String... named) throws Exception {
        GuardedRun run = jvm.run(Attempts.class, "lookup 192.0.2.1");
        stopped(run);
        String line = run.stderr().get(0);
        for (String name : named) {
            assertTrue(line.contains(name), () -> name + " is not in " + line);
            assertTrue(note(run).contains(name), () -> name + " is not in the note");
        }
        assertFalse(
                Files.exists(run.home().resolve(".sallyport").resolve("events")),
                "a run that never was has no events");
    }

    private static void stopped(GuardedRun run) {
        assertEquals(EX_CONFIG, run.exit(), run::toString);
        assertEquals("", run.stdout());
        assertEquals(1, run.stderr().size(), run::toString);
        assertTrue(run.stderr().get(0).startsWith("Sallyport stopped this server: "));
    }

    private static String note(GuardedRun run) {
        JsonNode note = new JsonMapper().readTree(run.lastFailure().toFile());
        assertTrue(note.path("time").asLong() > 0, note::toString);
        return note.path("message").asString();
    }
}
