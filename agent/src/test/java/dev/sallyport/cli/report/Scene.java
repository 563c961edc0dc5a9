package dev.sallyport.cli.report;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.cli.history.History;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Event;
import dev.sallyport.event.Library;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A history that tests write line by line, and the report of it. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final long DAY = 86_400_000;
    static final long TODAY = NOW.toEpochMilli();

    private final History history = new History();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Path home;
    private Run run;

    Scene(@TempDir Path home) {
        this.home = home;
    }

    /** From now on all is of this run; its start is on record. */
    Scene run(String server, String id, long time, Map<String, Object> facts) {
        run = new Run(server, id, 1, "0");
        history.add(new RunEvent(run, next(), Activity.START, time, facts));
        return this;
    }

    /** A run that was held to this policy. */
    Scene heldBy(String server, String id, long time, String policy) throws IOException {
        Path file = Files.writeString(home.resolve(server + ".policy.json"), policy);
        return run(
                server,
                id,
                time,
                Map.of(
                        "on_violation",
                        "block",
                        "policy",
                        file.toString(),
                        "policy_sha256",
                        Sha256.of(Files.readAllBytes(file)),
                        "secret_variables",
                        "NWS_API_KEY,AWS_SECRET_ACCESS_KEY"));
    }

    Scene session(Map<String, Object> facts) {
        history.add(new RunEvent(run, next(), Activity.SESSION, TODAY, facts));
        return this;
    }

    Scene attempt(Activity activity, Target target, Outcome outcome, Origin origin, long time) {
        history.add(new Event(run, next(), activity, target, outcome, origin, time, time, 1));
        return this;
    }

    /** Number of events is lost. */
    Scene lose(int number) {
        sequences.merge(run.id(), (long) number, Long::sum);
        return this;
    }

    private long next() {
        return sequences.merge(run.id(), 1L, Long::sum);
    }

    Report report() throws IOException {
        return Report.of(history, home.toFile(), NOW);
    }

    Path home() {
        return home;
    }

    static Outcome denied(String reason, String rule, String id) {
        return new Outcome(false, reason, rule, OnViolation.BLOCK, false, id, null);
    }

    static Outcome allowed(String rule) {
        return new Outcome(true, rule, rule, null, false, null, null);
    }

    static Origin by(String tool, String coordinates) {
        Library library = new Library("lib.jar", coordinates, "ab".repeat(32));
        Library via = new Library("okhttp.jar", "com.squareup.okhttp3:okhttp:5.1.0", null);
        List<String> stack = List.of("java.net.Socket.connect:1", "com.acme.Telemetry.send:42");
        Caller caller =
                new Caller("class", "com.acme.Telemetry", "send", 42, library, via, true, stack);
        ToolCalls calls =
                tool == null
                        ? ToolCalls.NONE
                        : new ToolCalls(Certainty.EXACT, List.of(tool), List.of("7"));
        return new Origin(calls, caller);
    }
}
