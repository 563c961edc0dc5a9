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

/** A shell connects, and hands the connection to the server as its standard input. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class InheritedChannelTest {
    private static final String ADDRESS = "127.0.0.72";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void anInheritedConnectionIsJudgedByWhereItLeads() throws Exception {
        try (TcpListener peer = TcpListener.on(ADDRESS)) {
            assertEquals(Answer.ok("pong"), answer(GuardedJvm.on(jdk, folder).bare(), peer));

            Answer refused = answer(GuardedJvm.on(jdk, folder).policy(Policies.allowing("")), peer);
            assertFalse(refused.worked(), refused::toString);
            assertTrue(refused.text().contains("Sallyport refused"), refused::toString);

            String listing = "{\"cidr\": \"%s\", \"ports\": [%d]}".formatted(ADDRESS, peer.port());
            assertEquals(
                    Answer.ok("pong"),
                    answer(GuardedJvm.on(jdk, folder).policy(Policies.allowing(listing)), peer));
        }
    }

    private static Answer answer(GuardedJvm launch, TcpListener peer) throws Exception {
        String connected = "exec \"$@\" 0<>/dev/tcp/" + ADDRESS + "/" + peer.port();
        Path answer = launch.folder().resolve("answer");
        launch.under(List.of("bash", "-c", connected, "bash"))
                .run(Inherited.class, answer.toString());
        return Answer.of(Files.readString(answer));
    }
}
