package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** However the flag and its options come, the policy holds and nothing is said about it. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class StartTest {
    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void theStartOnRecordSaysWhatHolds() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
        GuardedRun run = jvm.run(Attempts.class, "lookup 192.0.2.1");
        assertEquals(0, run.exit());
        assertEquals(List.of(), run.stderr());
        JsonNode start = run.events().only("start");
        assertEquals("hold", Events.own(start, "mode"));
        assertEquals("block", Events.own(start, "on_violation"));
        assertEquals("policy", Events.own(start, "on_violation_set_by"));
        assertEquals(GuardedJvm.SERVER, Events.own(start, "server"));
        assertEquals(
                jvm.folder().resolve("guarded.policy.json").toString(),
                Events.own(start, "policy"));
        assertEquals(2, run.events().lines().size(), "a start and a stop");
        assertEquals(0, run.events().only("stop").path("unmapped").path("denied").asInt(-1));
    }

    @Test
    void theStartOnRecordNamesSecretsThatTheProcessHoldsAndTheMachine() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
        jvm.environment("WEATHER_API_KEY", "s3cr3t-1").environment("DB_PASSWORD", "s3cr3t-2");
        JsonNode start = jvm.run(Attempts.class).events().only("start");
        assertEquals("DB_PASSWORD,WEATHER_API_KEY", Events.own(start, "secret_variables"));
        assertFalse(start.toString().contains("s3cr3t"), start::toString);
        assertEquals(
                Files.readString(Path.of("/proc/sys/kernel/hostname")).trim(),
                start.path("device").path("hostname").asString());
    }

    @Test
    void theFlagGivenTwiceIsTheFlagGivenOnce() throws Exception {
        holds(GuardedJvm.on(jdk, folder).policy(Hold.POLICY).flags(2));
    }

    @Test
    void theFlagInJavaToolOptionsCountsAsWellAndDoesNotDisturbTheOneOnTheLaunch() throws Exception {
        GuardedJvm twice = GuardedJvm.on(jdk, folder).policy(Hold.POLICY);
        twice.environment("JAVA_TOOL_OPTIONS", twice.flag());
        // The JVM itself says on stderr that it has picked the variable up.
        holds(twice, 1);

        GuardedJvm there = GuardedJvm.on(jdk, folder).policy(Hold.POLICY).flags(0);
        there.environment("JAVA_TOOL_OPTIONS", there.flag());
        holds(there, 1);
    }

    @Test
    void aRenamedJarGuardsAsWell() throws Exception {
        Path renamed = folder.resolve("guard-1.0.jar");
        Files.copy(Path.of(System.getProperty("sallyport.jar")), renamed);
        // The JVM itself says on stderr that it shares no classes then.
        holds(GuardedJvm.on(jdk, folder).policy(Hold.POLICY).jar(renamed), 1);
    }

    @Test
    void theEnvironmentSaysWhatTheFlagDoesNot() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        Path policy = jvm.write("elsewhere/weather.json", Hold.POLICY.replace("block", "log"));
        Path events = jvm.folder().resolve("home").resolve(".sallyport").resolve("own");
        GuardedRun run =
                holds(
                        jvm.environment("SALLYPORT_POLICY", policy.toString())
                                .environment("SALLYPORT_ON_VIOLATION", "block")
                                .environment("SALLYPORT_EVENTS", events.toString())
                                .environment("SALLYPORT_SERVER", GuardedJvm.SERVER));
        assertEquals(policy.toString(), Events.own(run.events().only("start"), "policy"));
        assertTrue(Files.isDirectory(events));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b/weather, second.json", // no name and = after the comma: part of the value
                "a,,b/weather,, second.json",
                "a,,server=b/weather.json" // doubled, where it would begin an option
            })
    void aCommaInThePolicysPathIsPartOfIt(String name) throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        jvm.write(name.replace(",,", ","), Hold.POLICY);
        holds(jvm.rawOptions("policy=" + name));
    }

    @Test
    void aRelativePolicyIsFoundFromWhereTheServerIsStarted() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        jvm.write("conf/weather.json", Hold.POLICY);
        holds(jvm.option("policy", "conf/weather.json"));
    }

    @Test
    void theServersNameOnTheLaunchGoesBeforeThePolicys() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .option("server", "front ../door")
                        .run(Attempts.class, "lookup evil.example");
        assertTrue(
                run.answers().get(0).text().startsWith("Sallyport refused front_../door -> "),
                run::toString);
        assertTrue(
                Files.isDirectory(
                        run.home()
                                .resolve(".sallyport")
                                .resolve("events")
                                .resolve("front%20..%2Fdoor")),
                run::toString);
    }

    @Test
    void eventsAreTheUsersAlone() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing(""))
                        .run(Attempts.class, "lookup evil.example");
        Path events = run.home().resolve(".sallyport").resolve("events").resolve(GuardedJvm.SERVER);
        for (Path private700 :
                List.of(events, events.getParent(), events.getParent().getParent())) {
            assertEquals("rwx------", permissions(private700), private700::toString);
        }
        try (Stream<Path> files = Files.list(events)) {
            Path file = files.findFirst().orElseThrow();
            assertEquals("rw-------", permissions(file), file::toString);
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private GuardedRun holds(GuardedJvm jvm) throws Exception {
        return holds(jvm, 0);
    }

    /**
     * @param ofTheJvm how many lines the JVM itself writes to stderr
     */
    private static GuardedRun holds(GuardedJvm jvm, int ofTheJvm) throws Exception {
        GuardedRun run = Hold.run(jvm);
        assertEquals(ofTheJvm, Hold.furtherStderr(run).size(), run::toString);
        return run;
    }

    /** A machine without fonts fails in both; what matters is that the guard changes nothing. */
    @Test
    void theJdksOwnLibrariesAndForeignFunctionsAreNobodysWayOut() throws Exception {
        GuardedRun bare = lettering(GuardedJvm.on(jdk, folder).bare());
        GuardedRun guarded = lettering(GuardedJvm.on(jdk, folder).policy(Policies.allowing("")));
        assertEquals(bare.stdout(), guarded.stdout(), guarded::toString);
        assertEquals(bare.exit(), guarded.exit(), guarded::toString);
        assertEquals(bare.stderr().size(), guarded.stderr().size(), guarded::toString);
    }

    private static GuardedRun lettering(GuardedJvm launch) throws Exception {
        return launch.jvm("-Djava.awt.headless=true").run(Lettering.class);
    }
}
