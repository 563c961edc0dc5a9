package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.ServerHistory;
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
import java.util.List;
import java.util.Map;

/** Runs of a server that learned, made up. */
final class Learned {
    static final Outcome ALLOWED = new Outcome(true, "builtin:learn", null, null, false, null);

    private final History history = new History();
    private int runs;
    private long sequence;
    private Certainty certainty = Certainty.EXACT;
    private List<String> tools = List.of("get_forecast");
    private String caller = "com.acme:weather:1.3";
    private long count = 5;

    ServerHistory history() {
        return history.server("weather");
    }

    private Run current() {
        return new Run("weather", "run-" + runs, runs, "0");
    }

    Learned run() {
        runs++;
        sequence = 0;
        history.add(new RunEvent(current(), ++sequence, Activity.START, runs * 1000L, Map.of()));
        return this;
    }

    Learned mainJar(String coordinates, String sha256) {
        history.add(
                new RunEvent(
                        current(),
                        ++sequence,
                        Activity.SESSION,
                        runs * 1000L,
                        Map.of(
                                "main_jar",
                                "weather-server.jar",
                                "main_coordinates",
                                coordinates,
                                "main_sha256",
                                sha256)));
        return this;
    }

    /** For what follows; no tool is no call in progress. */
    Learned during(Certainty how, String... names) {
        certainty = how;
        tools = List.of(names);
        return this;
    }

    Learned by(String coordinates) {
        caller = coordinates;
        return this;
    }

    Learned times(long attempts) {
        count = attempts;
        return this;
    }

    Learned connect(String name, String address, int port) {
        return lookup(name).event(Activity.CONNECT, host(name, address, port, "tcp"), ALLOWED);
    }

    Learned address(String address, int port, String transport) {
        return event(Activity.CONNECT, host(null, address, port, transport), ALLOWED);
    }

    Learned forged(String name, String address, int port) {
        Target target = Target.host(name, "none", address, port, "tcp");
        return event(
                Activity.CONNECT,
                target,
                new Outcome(false, "forged-name", null, OnViolation.REPORT, false, "v00000f"));
    }

    Learned lookup(String name) {
        return event(Activity.LOOKUP, Target.name(name), ALLOWED);
    }

    Learned program(String path, String arguments) {
        return event(Activity.PROCESS, Target.program(path, arguments), ALLOWED);
    }

    Learned library(String path) {
        return event(Activity.NATIVE_LIBRARY, Target.module(path, "ab".repeat(32)), ALLOWED);
    }

    static Target host(String name, String address, int port, String transport) {
        return Target.host(name, name == null ? null : "look-up", address, port, transport);
    }

    Learned event(Activity activity, Target target, Outcome outcome) {
        Library library =
                caller == null
                        ? null
                        : new Library(caller.split(":", -1)[1] + ".jar", caller, "00");
        Caller by = new Caller("class", "X", "m", 1, library, null, false, List.of());
        Origin origin = new Origin(new ToolCalls(certainty, tools, List.of()), by);
        long time = runs * 1000L + sequence;
        history.add(
                new Event(
                        current(),
                        ++sequence,
                        activity,
                        target,
                        outcome,
                        origin,
                        time,
                        time,
                        count));
        return this;
    }
}
