package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server runs as its user, and could rewrite what guards it next time. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class TamperingTest {
    private static final String NOTHING = "{\"version\": 1, \"server\": \"guarded\"}";

    /** {@code @} is the file, {@code %} another name for it or in its place. */
    private static final List<String> DEEDS =
            List.of(
                    "stream @",
                    "append @",
                    "random @",
                    "channel @",
                    "mapped @",
                    "files @",
                    "old-read-only @",
                    "old-executable @",
                    "link @ %hard",
                    "symbolic @ %symbolic",
                    "secure-write @",
                    "mode @",
                    "copy %other @",
                    "old-rename @ %moved",
                    "move %other @",
                    "secure-delete @",
                    "lying-file @",
                    "old-delete @",
                    "delete @");

    @Parameter Jdk jdk;
    @TempDir Path folder;
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("me"));
        Files.writeString(folder.resolve("other"), "other");
    }

    @Test
    void everyDeedIsDoneToAnyOtherFile() throws Exception {
        for (boolean guarded : new boolean[] {false, true}) {
            List<String> deeds = new ArrayList<>();
            for (int i = 0; i < DEEDS.size(); i++) {
                Path place = Files.createDirectories(folder.resolve(guarded + "/" + i));
                Files.writeString(place.resolve("other"), "other");
                Path file = Files.writeString(place.resolve("settings.json"), "{\"a\": 1}");
                deeds.add(filledIn(DEEDS.get(i), file, place));
            }
            GuardedJvm launch = guarded ? jvm().policy(NOTHING) : jvm().bare();
            GuardedRun run = launch.run(Tampering.class, deeds);
            run.answers().forEach(answer -> assertTrue(answer.worked(), run::toString));
            assertEquals(DEEDS.size(), run.answers().size(), run::toString);
        }
    }

    @Test
    void noneIsDoneToThePolicyAndTheNextLaunchRefusesStill() throws Exception {
        GuardedJvm launch = jvm().policy(NOTHING);
        Path policy = launch.folder().resolve("guarded.policy.json");
        holds(launch, policy, policy);
        try (TcpListener listener = TcpListener.on("127.0.0.67")) {
            GuardedRun next = launch.run(Attempts.class, "socket 127.0.0.67 " + listener.port());
            assertFalse(next.answers().get(0).worked(), next::toString);
            assertEquals(0, listener.accepted());
        }
    }

    @Test
    void noneIsDoneToWhatSpeaksForThePolicy() throws Exception {
        GuardedJvm launch = jvm().policy(NOTHING);
        Path evidence = Files.writeString(launch.folder().resolve("guarded.evidence.json"), "{}");
        holds(launch, evidence, evidence);
    }

    @Test
    void noneIsDoneToAClientsConfigurationNorThroughALinkToIt() throws Exception {
        Path client = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
        Files.writeString(client, "{\"mcpServers\": {}}");
        holds(jvm().policy(NOTHING), client, client);
        Path folderLink = Files.createSymbolicLink(folder.resolve("way"), client.getParent());
        holds(jvm().policy(NOTHING), client, folderLink.resolve("mcp.json"));
        // Deeds to the link itself are the server's own affair, if the link is.
        Path link = Files.createSymbolicLink(folder.resolve("innocent"), client);
        Path hard = Files.createLink(folder.resolve("hard"), client);
        GuardedRun run =
                jvm().policy(NOTHING)
                        .run(
                                Tampering.class,
                                "files " + link,
                                "stream " + hard,
                                "channel " + hard,
                                "old-rename " + client.getParent() + " " + folder + "/gone",
                                "move " + client.getParent() + " " + folder + "/gone");
        run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
        assertEquals("{\"mcpServers\": {}}", Files.readString(client));
    }

    /** A learning run too: what it is to hold next time must not be what the server wrote. */
    @Test
    void noneIsDoneToTheEventsOrTheAgentsJarWhileLearning() throws Exception {
        GuardedRun first = jvm().run(Attempts.class, "lookup localhost");
        Path events;
        try (Stream<Path> below = Files.walk(home.resolve(".sallyport"))) {
            events = below.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        assertEquals(0, first.exit(), first::toString);
        holds(jvm(), events, events);

        Path jar =
                Files.copy(
                        Path.of(System.getProperty("sallyport.jar")),
                        folder.resolve("sallyport.jar"));
        holds(jvm().jar(jar), jar, jar);
        GuardedRun zip = jvm().jar(jar).run(Tampering.class, "zip " + jar);
        assertFalse(zip.answers().get(0).worked(), zip::toString);
    }

    /** A server that could write these would dismiss its own violations, or let another out. */
    @Test
    void noneIsDoneToWhatPeopleDecidedWhereverTheEventsLie() throws Exception {
        Path sallyport = Files.createDirectories(home.resolve(".sallyport"));
        Path reviewed = Files.createDirectory(sallyport.resolve("reviewed"));
        Path quarantine = Files.createDirectory(sallyport.resolve("quarantine"));
        for (Path decided :
                List.of(
                        reviewed.resolve("guarded.json"),
                        reviewed.resolve("another.json"),
                        sallyport.resolve("approvals.log"),
                        sallyport.resolve("last-failure.json"),
                        quarantine.resolve("another"))) {
            Files.writeString(decided, "decided\n");
            String elsewhere = sallyport.resolve("elsewhere").toString();
            holds(jvm().policy(NOTHING).option("events", elsewhere), decided, decided);
        }
        Path way = Files.createSymbolicLink(folder.resolve("way"), reviewed);
        GuardedRun made =
                jvm().policy(NOTHING)
                        .run(
                                Tampering.class,
                                "stream " + reviewed + "/new.json",
                                "files " + way + "/new.json",
                                "old-rename " + reviewed + " " + folder + "/gone");
        made.answers().forEach(answer -> assertFalse(answer.worked(), made::toString));
        assertFalse(Files.exists(reviewed.resolve("new.json")));
    }

    @Test
    void aDiagnosticCommandLoadsNoLibraryAndWritesNoProtectedFile() throws Exception {
        Path client = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
        Files.writeString(client, "{\"mcpServers\": {}}");
        String library = jdk.home().resolve("lib/libmanagement.so").toString();
        String[] deeds = {
            "diagnostic jvmtiAgentLoad " + library,
            "diagnostic vmLog output=" + client + ",what=all=info",
        };
        GuardedRun run = jvm().policy(NOTHING).run(Tampering.class, deeds);
        // The MBean wraps what its command throws.
        run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
        assertEquals(
                Set.of(
                        "tampering tampering with JVMTI.agent_load",
                        "tampering tampering with " + client.toRealPath()),
                run.events().denied().keySet());
        assertEquals("{\"mcpServers\": {}}", Files.readString(client));
        GuardedRun honest = jvm().policy(NOTHING).run(Tampering.class, "diagnostic vmVersion ");
        assertTrue(honest.answers().get(0).worked(), honest::toString);
    }

    /**
     * All deeds, one after the other.
     *
     * @param way the path by which the server knows the file
     */
    private void holds(GuardedJvm launch, Path file, Path way) throws Exception {
        byte[] before = Files.readAllBytes(file);
        Object mode = Files.getPosixFilePermissions(file);
        List<String> deeds = new ArrayList<>();
        for (String deed : DEEDS) {
            deeds.add(filledIn(deed, way, folder));
        }
        GuardedRun run = launch.run(Tampering.class, deeds);
        assertEquals(DEEDS.size(), run.answers().size(), run::toString);
        run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(mode, Files.getPosixFilePermissions(file));
        String kind = "tampering tampering with " + file.toRealPath();
        Long count = run.events().denied().get(kind);
        assertTrue(count != null && count >= DEEDS.size(), () -> run.events().denied() + "");
        assertTrue(run.stdout().contains("Sallyport refused"), run::toString);
    }

    private static String filledIn(String deed, Path file, Path place) {
        return deed.replace("@", file.toString()).replace("%", place + "/");
    }

    private GuardedJvm jvm() throws IOException {
        return GuardedJvm.on(jdk, folder).home(home);
    }
}
