package dev.sallyport.harness.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Label.Verdict;
import dev.sallyport.harness.guard.AgentJar;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.SlowAgent;
import dev.sallyport.harness.servers.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several clients of one server number their requests alike. */
class SessionsTest {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    /** WebFlux has the SDK's sessions, as WebMVC has. */
    static Stream<Arguments> stacks() {
        return Stream.of(Stack.values())
                .filter(stack -> stack.isOverHttp() && stack != Stack.SPRING_WEBFLUX)
                .flatMap(stack -> Jdks.all().stream().map(jdk -> Arguments.of(stack, jdk)));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void theirCallsAreNotMixedUp(Stack stack, Jdk jdk) throws Exception {
        Gathering together = new Gathering(2);
        try (Pages pages = new Pages(together);
                HttpSession server =
                        stack.server(
                                GuardedJvm.on(jdk, folder)
                                        .jvm("-Dresource.page=" + pages.of("none").uri()))) {
            URI endpoint = server.endpoint();
            RawSession one = RawSession.opened(endpoint);
            RawSession other = RawSession.opened(endpoint);
            for (int id = 7; id < 7 + ROUNDS; id++) {
                Flux.merge(read("jdk", id, one, pages), read("okhttp", id, other, pages))
                        .blockLast();
                together.nextRound();
            }
            server.terminate();
            Tally tally = Tally.of(server.ended().run().events(), pages.calls());

            assertEquals(0, together.inVain(), "were not in flight together");
            assertEquals(2 * ROUNDS, tally.of(Verdict.EXACT), tally::toString);
            assertEquals(2 * ROUNDS, tally.all(), tally::toString);
        }
    }

    /** The first call of all has the JDK's hand-overs hooked, for which the second one waits. */
    @ParameterizedTest
    @MethodSource("dev.sallyport.harness.Jdks#all")
    void theFirstCallsThatAServerGetsAreToldApart(Jdk jdk) throws Exception {
        Gathering together = new Gathering(2);
        try (Pages pages = new Pages(together);
                HttpSession server =
                        Stack.SDK_STATELESS.server(
                                GuardedJvm.on(jdk, folder).jvm("-javaagent:" + slow()))) {
            URI endpoint = server.endpoint();
            RawSession one = RawSession.unopened(endpoint);
            RawSession other = RawSession.unopened(endpoint);
            Flux.merge(read("okhttp", 1, one, pages), read("socket", 2, other, pages)).blockLast();
            server.terminate();
            Tally tally = Tally.of(server.ended().run().events(), pages.calls());

            assertEquals(0, together.inVain(), "were not in flight together");
            assertEquals(2, tally.of(Verdict.EXACT), tally::toString);
        }
    }

    /** Hooking takes its time. */
    private String slow() throws IOException {
        return AgentJar.of(SlowAgent.class, folder) + "=" + CompletableFuture.class.getName();
    }

    private static Mono<String> read(String tool, int id, RawSession session, Pages pages)
            throws IOException {
        return pages.read(tool, session.call(id, tool, pages.of(tool).uri()));
    }
}
