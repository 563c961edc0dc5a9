package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.TcpListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A call that has come to no good end leaves nothing behind that could be taken for the next. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class EndedCallsTest {
    private static final int FAILING = 11;
    private static final int HANGING = 12;
    private static final int LAST = 13;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    /**
     * The client takes back the second call, whose page never answers. Quarkus' tool goes on
     * waiting for it, and is not in flight any more; those of the official SDK's that do not heed a
     * cancellation are, but their labels have gone along with their work.
     */
    @ParameterizedTest
    @EnumSource
    void whatACallConnectsToAfterOneThatFailedAndOneThatWasCancelledIsItsOwn(Server server)
            throws Exception {
        try (TcpListener page = TcpListener.on("127.0.0.10");
                ServerSocket silent = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.11"))) {
            GuardedJvm jvm =
                    GuardedJvm.on(jdk, folder)
                            .jvm(
                                    "-Dpage.closed=http://127.0.0.12:" + page.port() + "/",
                                    "-Dpage.silent=http://127.0.0.11:" + silent.getLocalPort(),
                                    "-Dpage.listed=http://127.0.0.10:" + page.port() + "/");
            StdioSession session = StdioSession.with(jvm.startJar(server.jar()));
            session.meet();

            session.say(read(FAILING, "closed"));
            String failed = session.answer();
            assertTrue(failed.contains("\"isError\":true"), failed);
            session.say(read(HANGING, "silent"));
            try (Socket waiting = silent.accept()) {
                session.say(
                        """
                        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{\
                        "requestId":%d}}"""
                                .formatted(HANGING));
                session.say(read(LAST, "listed"));
                String read = session.answer();
                assertTrue(read.contains("pong"), read);
                assertTrue(waiting.isConnected());
                StdioSession.End.SIGTERM.of(session.server());
            }

            List<JsonNode> events = jvm.ended(session.server()).events().lines();
            assertEquals(List.of(FAILING), requests(events, "127.0.0.12"));
            assertEquals(List.of(HANGING), requests(events, "127.0.0.11"));
            assertEquals(List.of(LAST), requests(events, "127.0.0.10"));
        }
    }

    /** Of the calls that a connection belongs to, or may belong to. */
    private static List<Integer> requests(List<JsonNode> events, String address) {
        return events.stream()
                .filter(event -> address.equals(event.path("dst_endpoint").path("ip").asString("")))
                .flatMap(event -> event.path("unmapped").path("tool_requests").valueStream())
                .map(request -> Integer.valueOf(request.asString()))
                .distinct()
                .toList();
    }

    private static String read(int id, String page) {
        return StdioSession.call(id, "read_page", "{\"name\":\"" + page + "\"}");
    }
}
