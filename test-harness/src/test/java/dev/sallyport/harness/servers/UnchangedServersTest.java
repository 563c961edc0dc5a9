package dev.sallyport.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import dev.sallyport.harness.servers.StdioSession.End;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients must not be able to tell a guarded server from a bare one: not by its stdout, which is
 * the protocol, not by its stderr, which they show as errors, and not by how it ends.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class UnchangedServersTest {
    private static final String LISTED = "127.0.0.10";
    private static final String OTHER = "127.0.0.66";

    @Parameter Jdk jdk;
    @TempDir Path folder;

    private record Trace(String stdout, GuardedRun run) {
        /** What clients can see. */
        List<Object> seen() {
            return List.of(stdout, run.stderr(), run.exit());
        }

        List<String> lines() {
            return stdout.lines().toList();
        }
    }

    /**
     * Nothing is normalised: two bare runs agree in every byte, and so must the others. SIGTERM is
     * what clients send to a server that does not go when its stdin does.
     */
    @ParameterizedTest
    @EnumSource
    void whateverTheModeAServerThatMayDoAllItDoesIsTheSameToTheByte(Server server)
            throws Exception {
        try (TcpListener listed = TcpListener.on(LISTED);
                TcpListener other = TcpListener.on(OTHER)) {
            Pages pages = new Pages(server, listed, other);
            String policy = Policies.allowing(rule(listed) + ", " + rule(other));

            // A server's start takes the longest: those that are compared start together.
            Session willClose = pages.start(jvm().bare());
            Session willBeKilled = pages.start(jvm().bare());
            Trace closed = willClose.to(End.CLOSED_STDIN);
            Trace killed = willBeKilled.to(End.SIGTERM);
            assertEquals(closed.stdout(), killed.stdout(), "bare, twice");
            assertEquals(List.of(0, 128 + 15), List.of(closed.run().exit(), killed.run().exit()));
            assertEquals(5, closed.lines().size(), closed.stdout());
            assertTrue(
                    closed.lines().get(StdioSession.LISTED_PAGE).contains("pong"), closed::stdout);
            assertTrue(
                    closed.lines().get(StdioSession.OTHER_PAGE).contains("pong"), closed::stdout);
            assertTrue(closed.lines().get(StdioSession.SUM).contains("42"), closed::stdout);

            Session learner = pages.start(jvm());
            Session reporter = pages.start(jvm().policy(policy).option("on-violation", "report"));
            Session blocker = pages.start(jvm().policy(policy));
            Trace learning = learner.to(End.SIGTERM);
            Trace reporting = reporter.to(End.CLOSED_STDIN);
            Trace blocking = blocker.to(End.CLOSED_STDIN);
            assertEquals(killed.seen(), learning.seen());
            assertEquals(closed.seen(), reporting.seen());
            assertEquals(closed.seen(), blocking.seen());

            assertEquals(5, listed.accepted(), "once a session");
            assertEquals(5, other.accepted(), "once a session");
            Set<String> read = Set.of(target(listed), target(other));
            for (Trace guarded : List.of(learning, reporting, blocking)) {
                assertEquals(Map.of(), guarded.run().events().denied());
                assertEquals(read, connections(guarded.run().events().allowed()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsTheToolsAnswerAndTheServerGoesOn(Server server) throws Exception {
        try (TcpListener listed = TcpListener.on(LISTED);
                TcpListener other = TcpListener.on(OTHER)) {
            Pages pages = new Pages(server, listed, other);

            Trace refused =
                    pages.start(jvm().policy(Policies.allowing(rule(listed)))).to(End.SIGTERM);

            String target = target(other);
            String answer = refused.lines().get(StdioSession.OTHER_PAGE);
            assertTrue(answer.contains("\"isError\":true"), answer);
            assertTrue(
                    answer.contains("Sallyport refused guarded -> " + target + " (not-listed, v"),
                    answer);
            assertTrue(answer.contains("ask the user to run: sallyport review v"), answer);
            assertEquals(0, other.accepted());
            assertTrue(
                    refused.run().events().denied().containsKey("not-listed " + target),
                    refused.run()::toString);

            assertEquals(1, listed.accepted());
            assertTrue(refused.lines().get(StdioSession.LISTED_PAGE).contains("pong"));
            assertTrue(refused.lines().get(StdioSession.SUM).contains("42"), refused::stdout);
            assertEquals(5, refused.lines().size(), refused::stdout);
            assertEquals(
                    1,
                    refused.run().stderr().stream()
                            .filter(line -> line.startsWith("Sallyport"))
                            .count(),
                    refused.run()::toString);
            assertEquals(128 + 15, refused.run().exit(), "SIGTERM");
        }
    }

    /** Without what a framework looks up, or loads, for itself. */
    private static Set<String> connections(Map<String, Long> allowed) {
        return allowed.keySet().stream()
                .map(kind -> kind.substring(kind.indexOf(' ') + 1))
                .filter(target -> target.matches("[0-9.]+:[0-9]+"))
                .collect(Collectors.toSet());
    }

    private static String target(TcpListener page) {
        return page.address() + ":" + page.port();
    }

    private GuardedJvm jvm() throws Exception {
        return GuardedJvm.on(jdk, folder);
    }

    private static String rule(TcpListener page) {
        return "{\"cidr\": \"%s\", \"ports\": [%d]}".formatted(page.address(), page.port());
    }

    /** A server that has been started, and not yet been spoken to. */
    private record Session(GuardedJvm jvm, StdioSession stdio) {
        Trace to(End end) throws Exception {
            return new Trace(stdio.stdoutTo(end), jvm.ended(stdio.server()));
        }
    }

    /** A server and the two pages that it is sent for. */
    private record Pages(Server server, TcpListener listed, TcpListener other) {
        Session start(GuardedJvm jvm) throws Exception {
            jvm.jvm("-Dpage.listed=" + url(listed), "-Dpage.other=" + url(other));
            return new Session(jvm, StdioSession.with(jvm.startJar(server.jar())));
        }

        private static String url(TcpListener page) {
            return "http://" + target(page) + "/";
        }
    }
}
