package dev.sallyport.harness.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The JDK's HTTP client connects on a thread of its own, with no code of the server's on its stack.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class HandedOverTest {
    private static final String TOOL = "jdk";
    private static final int CALLS = 4;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void whoGaveAWorkerItsWorkIsKnownFromTheSecondCallOn() throws Exception {
        try (Pages pages = new Pages(new Gathering(1))) {
            int port = pages.of(TOOL).port();
            Events events;
            try (Session session = Stack.SDK_SYNC.session(GuardedJvm.on(jdk, folder))) {
                for (int i = 0; i < CALLS; i++) {
                    pages.read(TOOL, session.call(TOOL, pages.of(TOOL).uri())).block();
                }
                events = session.end();
            }
            List<JsonNode> kinds =
                    events.lines().stream()
                            .filter(event -> port == event.at("/dst_endpoint/port").asInt(-1))
                            .toList();
            assertTrue(kinds.get(0).at("/unmapped/caller/class").isMissingNode());
            JsonNode caller =
                    kinds.stream()
                            .map(event -> event.at("/unmapped/caller"))
                            .filter(found -> found.path("handed_over").asBoolean())
                            .findFirst()
                            .orElseThrow();
            assertTrue(
                    caller.path("class").asString().startsWith("dev.sallyport.servers."),
                    caller::toString);
            assertEquals(
                    CALLS, kinds.stream().mapToLong(event -> event.path("count").asLong()).sum());
        }
    }
}
