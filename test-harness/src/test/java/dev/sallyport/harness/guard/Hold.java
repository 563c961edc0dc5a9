package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

/** The least that a guarded JVM must do, whatever else is odd about its launch. */
final class Hold {
    private static final String LISTED = "127.0.0.10";
    private static final String EVIL = "127.0.0.66";

    /** What the launch's policy must say: every port of one address is listed. */
    static final String POLICY =
            Policies.allowing("{\"cidr\": \"" + LISTED + "\", \"ports\": [\"1-65535\"]}");

    private Hold() {}

    /**
     * What is not listed is refused, and nothing arrives; what is listed works; stdout has no line
     * but the program's. What the run left on stderr, and of events, is the caller's to judge.
     */
    static GuardedRun run(GuardedJvm jvm) throws Exception {
        try (TcpListener evil = TcpListener.on(EVIL);
                TcpListener listed = TcpListener.on(LISTED)) {
            GuardedRun run =
                    jvm.run(
                            Attempts.class,
                            "socket " + EVIL + " " + evil.port(),
                            "socket " + LISTED + " " + listed.port());
            assertEquals(0, run.exit(), run::toString);
            assertEquals(2, run.answers().size(), run::toString);
            String target = EVIL + ":" + evil.port();
            Refusals.of(run).connection(run.answers().get(0), target, "not-listed");
            assertEquals(Map.of("not-listed " + target, 1L), run.events().denied());
            assertEquals(0, evil.accepted());
            assertEquals(Answer.ok("pong"), run.answers().get(1));
            assertEquals(1, listed.accepted());
            return run;
        }
    }

    /** The lines on stderr that are not the one about the refusal. */
    static List<String> furtherStderr(GuardedRun run) {
        List<String> ours =
                run.stderr().stream().filter(line -> line.startsWith("Sallyport refused")).toList();
        assertEquals(1, ours.size(), run::toString);
        return run.stderr().stream().filter(line -> !ours.contains(line)).toList();
    }
}
