package dev.sallyport.cli;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
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
import java.util.List;
import java.util.Map;

/** One run of a server as the agent would have recorded it. */
final class Recording {
    static final ToolCalls SEARCH =
            new ToolCalls(Certainty.EXACT, List.of("search"), List.of("17"));
    static final Caller ACME =
            caller(new Library("acme-1.3.jar", "com.acme:acme:1.3", "0a".repeat(32)));

    private static final Outcome ALLOWED =
            new Outcome(true, "rule:api", "rule:api", null, false, null);

    private final StringBuilder lines = new StringBuilder();
    private final Run run;
    private long sequence;
    private long time;

    private Recording(Run run, long time) {
        this.run = run;
        this.time = time;
    }

    /** A run that begins at that time, in epoch milliseconds. */
    static Recording of(String server, String id, long time, Map<String, Object> facts) {
        Recording recording = new Recording(new Run(server, id, 4711, "0.1.0"), time);
        return recording.run(Activity.START, facts);
    }

    Recording run(Activity activity, Map<String, Object> facts) {
        lines.append(EventWriter.line(new RunEvent(run, ++sequence, activity, time++, facts)));
        return this;
    }

    Recording build(String version, String hash) {
        return run(
                Activity.SESSION,
                Map.of(
                        "announced_server",
                        run.server(),
                        "announced_version",
                        version,
                        "main_jar",
                        run.server() + "-" + version + ".jar",
                        "main_sha256",
                        hash.repeat(64)));
    }

    Recording allowed(Activity activity, Target target, ToolCalls calls, Caller caller) {
        return event(activity, target, ALLOWED, calls, caller);
    }

    Recording connect(String host, ToolCalls calls, Caller caller) {
        return allowed(
                Activity.CONNECT,
                Target.host(host, "look-up", "203.0.113.1", 443, "tcp"),
                calls,
                caller);
    }

    Recording denied(Activity activity, Target target, String violation) {
        Outcome outcome =
                new Outcome(false, "not-listed", null, OnViolation.BLOCK, false, violation);
        return event(activity, target, outcome, SEARCH, ACME);
    }

    private Recording event(
            Activity activity, Target target, Outcome outcome, ToolCalls calls, Caller caller) {
        lines.append(
                EventWriter.line(
                        new Event(
                                run,
                                ++sequence,
                                activity,
                                target,
                                outcome,
                                new Origin(calls, caller),
                                time,
                                time,
                                2)));
        time++;
        return this;
    }

    static Caller caller(Library library) {
        return new Caller("class", "a.B", "c", 7, library, null, false, List.of("a.B.c:7"));
    }

    Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, lines);
    }
}
