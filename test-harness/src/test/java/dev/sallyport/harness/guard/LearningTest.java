package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Without a policy: everything goes and is on record, above a floor. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class LearningTest {
    private static final String SOMEWHERE = "127.0.0.66";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void everyWayIsOpenOnRecordAndQuiet() throws Exception {
        try (WayListeners listeners = WayListeners.on(SOMEWHERE)) {
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(Map.of("somewhere.example", SOMEWHERE))
                            .run(Attempts.class, listeners.attempts("somewhere.example"));
            run.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer, run::toString));
            assertEquals(WayListeners.each(1), listeners.arrived());
            assertEquals(List.of(), run.stderr());
            assertEquals(Map.of(), run.events().denied());
            for (String way : WayListeners.ALL) {
                String kind = "builtin:learn " + listeners.target(way, "somewhere.example");
                assertEquals(1L, run.events().allowed().get(kind), way);
            }
            JsonNode start = run.events().only("start");
            assertEquals("learn", Events.own(start, "mode"));
            assertEquals("Attempts", Events.own(start, "server"));
        }
    }

    /** 169.254.169.254 hands out the machine's credentials; spelled in IPv6 it still does. */
    @Test
    void theCloudMetadataAddressIsRefusedHoweverItIsSpelled() throws Exception {
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .hosts(Map.of("metadata.example", "169.254.169.254"))
                        .run(
                                Attempts.class,
                                "reach 169.254.169.254 80",
                                "reach mapped:169.254.169.254 80",
                                "reach 64:ff9b::a9fe:a9fe 80",
                                "channel metadata.example 80",
                                "async-future 169.254.169.254 80",
                                "url 169.254.169.254 80",
                                "http-send-async metadata.example 80",
                                "datagram-channel 169.254.169.254 80",
                                "reach fd00:ec2::254 80");
        for (Answer answer : run.answers()) {
            assertFalse(answer.worked(), run::toString);
            assertTrue(
                    answer.text()
                            .matches("Sallyport refused Attempts -> .* \\(denied-by-rule, v.*"),
                    run::toString);
        }
        assertEquals(List.of(), run.stderr());
    }

    @Test
    void aForgedNameIsReportedAndGoesThrough() throws Exception {
        try (TcpListener somewhere = TcpListener.on(SOMEWHERE)) {
            String spot = "forged:api.example=" + SOMEWHERE + " " + somewhere.port();
            GuardedRun run = GuardedJvm.on(jdk, folder).run(Attempts.class, "socket " + spot);
            assertEquals(List.of(Answer.ok("pong")), run.answers());
            JsonNode event = run.events().denial("forged-name api.example:" + somewhere.port());
            assertEquals("report", Events.own(event, "on_violation"));
            assertEquals(List.of(), run.stderr());
        }
    }
}
