package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A server in quarantine starts, quietly, and gets nowhere. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class QuarantineTest {
    private static final String SOMEWHERE = "127.0.0.66";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    private GuardedJvm quarantined(String server) throws Exception {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder).hosts(Map.of("somewhere.example", SOMEWHERE));
        Path marks = Files.createDirectories(jvm.home().resolve(".sallyport/quarantine"));
        Files.writeString(marks.resolve(server), "");
        return jvm;
    }

    @Test
    void aLearningServerIsRefusedEveryWay() throws Exception {
        try (WayListeners listeners = WayListeners.on(SOMEWHERE)) {
            GuardedRun run =
                    quarantined("Attempts")
                            .run(Attempts.class, listeners.attempts("somewhere.example"));
            run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
            assertEquals(WayListeners.each(0), listeners.arrived());
            JsonNode start = run.events().only("start");
            assertTrue(start.path("unmapped").path("quarantined").asBoolean());
            assertEquals("quarantine", Events.own(start, "on_violation_set_by"));
        }
    }

    @Test
    void aPolicyThatAllowsAndAnOptionThatOnlyLogsDoNotHelp() throws Exception {
        try (TcpListener somewhere = TcpListener.on(SOMEWHERE)) {
            String policy =
                    "{\"version\": 1, \"server\": \"guarded\", \"onViolation\": \"log\","
                            + " \"allow\": [{\"cidr\": \"127.0.0.0/8\", \"ports\": [\"1-65535\"]}]}";
            GuardedRun run =
                    quarantined("guarded")
                            .policy(policy)
                            .option("on-violation", "log")
                            .run(Attempts.class, "socket " + SOMEWHERE + " " + somewhere.port());
            assertFalse(run.answers().get(0).worked(), run::toString);
            assertTrue(
                    run.answers().get(0).text().contains("(quarantined, v"),
                    run.answers().get(0).text());
            assertEquals(0, somewhere.accepted());
        }
    }

    @Test
    void theServerCannotLiftItItself() throws Exception {
        GuardedJvm jvm = quarantined("Tampering");
        Path mark = jvm.home().resolve(".sallyport/quarantine/Tampering");
        GuardedRun run =
                jvm.run(
                        Tampering.class,
                        "delete " + mark,
                        "old-delete " + mark,
                        "move " + mark + " " + folder.resolve("gone"),
                        "old-rename " + mark.getParent() + " " + folder.resolve("gone"));
        run.answers().forEach(answer -> assertFalse(answer.worked(), run::toString));
        assertTrue(Files.exists(mark));
    }

    @Test
    void aServerOfAnotherNameGoesOn() throws Exception {
        try (TcpListener somewhere = TcpListener.on(SOMEWHERE)) {
            GuardedRun run =
                    quarantined("another")
                            .run(Attempts.class, "socket " + SOMEWHERE + " " + somewhere.port());
            assertEquals(List.of(Answer.ok("pong")), run.answers());
            assertEquals(List.of(), run.stderr());
        }
    }
}
