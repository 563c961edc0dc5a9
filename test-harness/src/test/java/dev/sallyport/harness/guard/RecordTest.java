package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What was attempted is on disk however the process ends, and the counts are right. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class RecordTest {
    private static final String EVIL = "127.0.0.66";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void eightThousandDenialsOfSixteenThreadsCountEightThousand() throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL)) {
            GuardedRun run =
                    guarded().run(Storm.class, EVIL, String.valueOf(evil.port()), "16", "500");
            assertEquals("8000\n", run.stdout());
            assertEquals(
                    Map.of("not-listed " + EVIL + ":" + evil.port(), 8000L), run.events().denied());
            JsonNode stop = run.events().only("stop");
            assertEquals(8000, stop.path("unmapped").path("denied").asInt());
            assertEquals(1, run.stderr().size(), "one line for one kind");
            run.events().gapless();
            assertEquals(0, evil.accepted());
        }
    }

    @Test
    void countsAreExactAfterSystemExit() throws Exception {
        GuardedRun run = guarded().run(Ending.class, "exit", "reach " + EVIL + " 443");
        assertEquals(Ending.STATUS, run.exit());
        assertEquals(Map.of("not-listed " + EVIL + ":443", 1L), run.events().denied());
        assertEquals(1, run.events().only("stop").path("unmapped").path("denied").asInt());
        run.events().gapless();
    }

    @Test
    void whatShutdownHooksAttemptIsRefusedAndCountedToo() throws Exception {
        GuardedRun run = guarded().run(Ending.class, "hook", "reach " + EVIL + " 443");
        assertEquals(2, run.answers().size(), run::toString);
        Refusals.of(run).connection(run.answers().get(1), EVIL + ":443", "not-listed");
        assertEquals(Map.of("not-listed " + EVIL + ":443", 2L), run.events().denied());
        assertEquals(2, run.events().only("stop").path("unmapped").path("denied").asInt());
    }

    /** Nothing of ours runs any more, so there is no stop; what was denied is there. */
    @Test
    void runtimeHaltLeavesTheDenialOnDisk() throws Exception {
        GuardedRun run = guarded().run(Ending.class, "halt", "reach " + EVIL + " 443");
        assertEquals(Ending.STATUS, run.exit());
        assertEquals(Map.of("not-listed " + EVIL + ":443", 1L), run.events().denied());
    }

    @Test
    @Timeout(60)
    void killRightAfterTheFirstDenialLeavesItOnDisk() throws Exception {
        GuardedRun run = deniedAndThen(Process::destroyForcibly);
        assertEquals(128 + 9, run.exit(), "SIGKILL");
        assertEquals(Map.of("not-listed " + EVIL + ":443", 1L), run.events().denied());
    }

    /** What MCP clients do to a server that does not go by itself. */
    @Test
    @Timeout(60)
    void terminationLeavesTheDenialAndTheStopOnDisk() throws Exception {
        GuardedRun run = deniedAndThen(process -> process.toHandle().destroy());
        assertEquals(128 + 15, run.exit(), "SIGTERM");
        assertEquals(Map.of("not-listed " + EVIL + ":443", 1L), run.events().denied());
        assertEquals(1, run.events().only("stop").path("unmapped").path("denied").asInt());
        run.events().gapless();
    }

    private GuardedRun deniedAndThen(Consumer<Process> end) throws Exception {
        GuardedJvm jvm = guarded();
        Process process = jvm.start(Ending.class, "wait", "reach " + EVIL + " 443");
        Answer answer;
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            answer = Answer.of(out.readLine());
            end.accept(process);
        }
        GuardedRun run = jvm.ended(process);
        Refusals.of(run).connection(answer, EVIL + ":443", "not-listed");
        return run;
    }

    /** An interruptible channel would close, and the log with it. */
    @Test
    void anInterruptedThreadsAttemptIsRefusedAndOnRecord() throws Exception {
        GuardedRun run =
                guarded()
                        .run(
                                Attempts.class,
                                "interrupted socket " + EVIL + " 441",
                                "interrupted async-future " + EVIL + " 442",
                                "interrupted lookup evil.example",
                                "interrupted datagram-channel " + EVIL + " 443",
                                "interrupted channel " + EVIL + " 444",
                                "reach " + EVIL + " 445");
        run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
        Refusals refusals = Refusals.of(run);
        refusals.connection(run.answers().get(0), EVIL + ":441", "not-listed");
        refusals.lookup(run.answers().get(2), "evil.example", "lookup-not-listed");
        refusals.connection(run.answers().get(5), EVIL + ":445", "not-listed");
        assertEquals(
                Map.of(
                        "not-listed " + EVIL + ":441",
                        1L,
                        "not-listed " + EVIL + ":442",
                        1L,
                        "lookup-not-listed look-up of evil.example",
                        1L,
                        "not-listed " + EVIL + ":443/udp",
                        1L,
                        // not 444: the JDK closes an interrupted thread's channel before it
                        // connects
                        "not-listed " + EVIL + ":445",
                        1L),
                run.events().denied());
    }

    @Test
    void aVirtualThreadIsHeldLikeAnyOther() throws Exception {
        assumeTrue(jdk.feature() >= 21, "virtual threads came with JDK 21");
        try (WayListeners evil = WayListeners.on(EVIL)) {
            List<String> attempts =
                    evil.attempts(EVIL).stream().map(attempt -> "virtual " + attempt).toList();
            GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Attempts.class, attempts);
            bare.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer));
            Map<String, Integer> arrived = evil.arrived();

            GuardedRun run = guarded().run(Attempts.class, attempts);
            assertEquals(arrived, evil.arrived());
            for (int i = 0; i < WayListeners.ALL.size(); i++) {
                String target = evil.target(WayListeners.ALL.get(i), EVIL);
                Refusals.of(run).connection(run.answers().get(i), target, "not-listed");
            }
        }
    }

    @Test
    void withoutAHomeItKeepsDecidingAndSaysSoOnce() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        keepsDecidingAndSaysSoOnce(jvm.home(jvm.write("file", "").resolve("home")));
    }

    @Test
    void inAReadOnlyHomeItKeepsDecidingAndSaysSoOnce() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        Path home = Files.createDirectory(jvm.folder().resolve("read-only"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (Files.isWritable(home)) {
            // Root may write where nobody may, unless it is told to do without.
            jvm.under(List.of("setpriv", "--bounding-set", "-dac_override"));
        }
        keepsDecidingAndSaysSoOnce(jvm.home(home));
        try (Stream<Path> written = Files.list(home)) {
            assertEquals(List.of(), written.toList());
        }
    }

    private static void keepsDecidingAndSaysSoOnce(GuardedJvm jvm) throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL);
                TcpListener listed = TcpListener.on("127.0.0.10")) {
            GuardedRun run =
                    jvm.policy(Hold.POLICY)
                            .run(
                                    Attempts.class,
                                    "socket " + EVIL + " " + evil.port(),
                                    "socket 127.0.0.10 " + listed.port(),
                                    "socket " + EVIL + " " + evil.port());
            List<Answer> answers = run.answers();
            assertTrue(answers.get(0).text().contains("(not-listed, v"), run::toString);
            assertEquals(Answer.ok("pong"), answers.get(1));
            assertEquals(answers.get(0), answers.get(2));
            assertEquals(0, evil.accepted());
            long complaints =
                    run.stderr().stream().filter(line -> line.contains("cannot write")).count();
            assertEquals(1, complaints, run::toString);
            assertTrue(run.stderr().get(2).contains("3 attempts are on no record"), run::toString);
            assertEquals(3, run.stderr().size(), run::toString);
        }
    }

    /** A limit on the file's size ends a write in the middle of a line, as a full disk does. */
    @Test
    @Timeout(60)
    void aDiskThatWasFullCostsNoAttemptAndIsTold() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
        jvm.under(List.of("prlimit", "--fsize=3000:")).jvm("-XX:-UsePerfData");
        List<String> attempts = new ArrayList<>();
        for (int port = 1; port <= 6; port++) {
            attempts.add("reach " + EVIL + " " + port);
        }
        attempts.add("pause");
        attempts.add("reach " + EVIL + " 7");
        Process process = jvm.start(Attempts.class, attempts.toArray(new String[0]));
        BufferedReader answers = process.inputReader();
        for (int port = 1; port <= 6; port++) {
            assertTrue(answers.readLine().startsWith("failed"));
        }
        String pid = String.valueOf(process.pid());
        Process raise = new ProcessBuilder("prlimit", "--pid", pid, "--fsize=unlimited:").start();
        assertEquals(0, raise.waitFor());
        process.getOutputStream().close();
        process.waitFor();
        assertEquals(1, dropTorn(jvm.home()), "one line was cut in the middle");
        GuardedRun run = jvm.ended(process);
        assertEquals(7, run.events().denied().size(), run::toString);
        run.events().denied().forEach((kind, count) -> assertEquals(1, count, kind));
        run.events().gapless();
        long complaints =
                run.stderr().stream().filter(line -> line.contains("cannot write")).count();
        assertEquals(1, complaints, run::toString);
        JsonNode told = run.events().only("session");
        assertEquals("written-late", Events.own(told, "warning"));
        long late = told.path("unmapped").path("late_attempts").asLong();
        assertTrue(late >= 4 && late <= 6, told::toString);
    }

    /** How many lines that are not whole there were. */
    private static int dropTorn(Path home) throws Exception {
        int torn = 0;
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                int before = lines.size();
                lines.removeIf(line -> !line.endsWith("}}"));
                torn += before - lines.size();
                Files.write(file, lines);
            }
        }
        return torn;
    }

    /** A disk that was full, a home that was mounted late: what was said in between is not lost. */
    @Test
    void whatCouldNotBeWrittenIsWrittenWhenItCan() throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
        Path file = jvm.write("file", "");
        Process process =
                jvm.home(file.resolve("home"))
                        .start(
                                Attempts.class,
                                "reach " + EVIL + " 441",
                                "reach " + EVIL + " 441",
                                "pause",
                                "reach " + EVIL + " 442");
        BufferedReader answers = process.inputReader();
        assertTrue(answers.readLine().startsWith("failed"));
        assertTrue(answers.readLine().startsWith("failed"));
        Files.delete(file);
        process.getOutputStream().close();
        GuardedRun run = jvm.ended(process);
        assertEquals(
                Map.of("not-listed " + EVIL + ":441", 2L, "not-listed " + EVIL + ":442", 1L),
                run.events().denied());
        assertEquals(3, run.events().only("stop").path("unmapped").path("denied").asInt());
        assertEquals(
                2, run.events().only("session").path("unmapped").path("late_attempts").asInt());
        assertTrue(
                run.stderr().stream().anyMatch(line -> line.contains("writes events again")),
                run::toString);
        assertEquals("hold", Events.own(run.events().only("start"), "mode"));
    }

    /** A million random names must not fill the disk; how many there were is known all the same. */
    @Test
    void aFloodOfNamesIsBoundedOnDiskAndExactInItsCount() throws Exception {
        GuardedRun run = guarded().run(Attempts.class, "flood 3000 evil.example");
        assertEquals(List.of(Answer.ok("3000")), run.answers());
        Map<String, Long> denied = run.events().denied();
        assertEquals(3000, denied.values().stream().mapToLong(Long::longValue).sum());
        assertEquals(2000, denied.get("lookup-not-listed look-up of *.evil.example"));
        assertTrue(run.events().lines().size() < 1_200, () -> run.events().lines().size() + "");
    }

    /** Clients show every line to people, as an error. */
    @Test
    void aFloodOfKindsOnStderrComesToAnEnd() throws Exception {
        List<String> attempts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            attempts.add("lookup h" + i + ".evil.example");
        }
        GuardedRun run = guarded().run(Attempts.class, attempts);
        assertEquals(150, run.events().denied().size());
        assertEquals(101, run.stderr().size());
    }

    private GuardedJvm guarded() throws Exception {
        return GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
    }
}
