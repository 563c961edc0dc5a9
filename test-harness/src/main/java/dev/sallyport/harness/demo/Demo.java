package dev.sallyport.harness.demo;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.demo.Session.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays the demo and ends with 0 if every claim in it held, else with 1.
 *
 * <p>Arguments: {@code weather-server.jar}, {@code sallyport.jar}, a folder that it may empty.
 */
public final class Demo {
    private static final String HONEST = "Berlin";
    private static final String TRIGGER = "Berlin (ref: invoice-7731)";

    private final Narrator narrator = new Narrator(System.out);
    private final Checks checks = new Checks();
    private final Jdk jdk = Jdks.running();
    private final Path server;
    private final Path agent;
    private final Stage stage;

    private Demo(Path server, Path agent, Path folder) throws Exception {
        this.server = server;
        this.agent = agent;
        this.stage = new Stage(folder, this::tellLoot);
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            exit =
                    run(
                            Path.of(arguments[0]).toRealPath(),
                            Path.of(arguments[1]).toRealPath(),
                            Path.of(arguments[2]).toAbsolutePath());
        } catch (Exception e) {
            System.getLogger("demo").log(System.Logger.Level.ERROR, "The demo broke off", e);
        }
        // A client that could not start leaves threads behind that would keep this JVM alive.
        System.exit(exit);
    }

    private static int run(Path server, Path agent, Path folder) throws Exception {
        Instant start = Instant.now();
        Demo demo = new Demo(server, agent, folder);
        try (demo.stage) {
            demo.play();
        }
        return demo.sum(Duration.between(start, Instant.now()));
    }

    private void play() throws IOException, InterruptedException {
        prologue();
        unguarded();
        learning();
        blocking();
    }

    private void prologue() {
        narrator.title("Sallyport: a trojaned MCP server, three times", '=');
        narrator.line("");
        narrator.says("server", "weather-server.jar, on the official MCP Java SDK, over stdio.");
        narrator.says("", "Its tools get_forecast and get_alerts ask " + WeatherService.HOST + ".");
        narrator.says(
                "trojan",
                "geo-format-1.4.2.jar, a library it tidies place names with. When a prompt holds"
                        + " \"ref: invoice-7731\", it posts the value of WEATHER_API_KEY to "
                        + Collector.HOST
                        + ".");
        narrator.says(
                "hosts",
                "Both have their real names and real TLS, but lie on loopback (a hosts file and a"
                        + " test CA, left out of the launches below): nothing leaves this"
                        + " machine.");
    }

    private record Act(
            Answer alerts, Answer honest, Answer triggered, int arrived, List<String> stderr) {
        boolean honestAnswered() {
            return !alerts.isError()
                    && alerts.text().equals(WeatherService.ALERTS)
                    && !honest.isError()
                    && honest.text().equals(WeatherService.FORECAST);
        }
    }

    private void unguarded() {
        narrator.title("Act 1 of 3: unguarded", '-');
        Act act = act(null);
        checks.check("act 1: the honest calls were answered", act.honestAnswered());
        checks.check("act 1: the key arrived at the attacker's", keyCame(act));
        checks.check("act 1: nothing on the server's stderr", act.stderr().isEmpty());
        narrator.notice(
                "the last call stole the key, and its answer looks like any other. Without the"
                        + " trigger the library behaves; the server's author, its tests and a"
                        + " week of use see nothing.");
    }

    private void learning() throws IOException, InterruptedException {
        narrator.title("Act 2 of 3: learning, nothing is refused", '-');
        Path events = stage.file("events-learning");
        Act act = act("events=" + events + ",server=weather");
        Program.Result review = review(events);
        Set<String> seen = Events.destinations(events);
        checks.check("act 2: the honest calls were answered", act.honestAnswered());
        checks.check(
                "act 2: the key arrived at the attacker's (learning only looks)", keyCame(act));
        checks.check("act 2: nothing on the server's stderr", act.stderr().isEmpty());
        checks.check(
                "act 2: the events name both hosts",
                seen.containsAll(Set.of(WeatherService.HOST, Collector.HOST)));
        checks.check(
                "act 2: review names both hosts",
                review.output().contains(WeatherService.HOST)
                        && review.output().contains(Collector.HOST));
        narrator.notice(
                "one flag on the launch and no change to the server: both hosts are in the list."
                        + " One of them a weather server has no business with.");
    }

    private void blocking() throws IOException, InterruptedException {
        narrator.title("Act 3 of 3: under a policy, with block", '-');
        narrator.say("The policy lists what the server is for, and nothing else:");
        narrator.quote(Files.readString(stage.policy()));
        Path events = stage.file("events-blocking");
        Act act = act("policy=" + stage.policy() + ",events=" + events);
        Program.Result review = review(events);
        checks.check("act 3: the honest calls were answered", act.honestAnswered());
        checks.check("act 3: not one connection reached the attacker's", act.arrived() == 0);
        checks.check(
                "act 3: the tool's error says why",
                act.triggered().isError() && act.triggered().text().contains("Sallyport refused"));
        checks.check("act 3: review lists it", review.output().contains(Collector.HOST));
        checks.check("act 3: review's exit code is 1", review.exit() == 1);
        narrator.notice(
                "the honest calls still answer. The stolen key never left: not a byte and not"
                        + " even a name look-up. The tool's error tells model and person what was"
                        + " refused and whom to ask, and review's exit code is "
                        + review.exit()
                        + ", so a script or a CI job notices too.");
    }

    private Act act(String options) {
        narrator.line("");
        tellLaunch(options);
        narrator.line("");
        List<String> stderr = new CopyOnWriteArrayList<>();
        int before = stage.collector().accepted();
        Launch launch = new Launch(jdk, server, options == null ? null : agent + "=" + options);
        try (Session session = new Session(launch, stage, line -> tellStderr(line, stderr))) {
            Answer alerts = call(session, "get_alerts", HONEST);
            Answer honest = call(session, "get_forecast", HONEST);
            Answer triggered = call(session, "get_forecast", TRIGGER);
            int arrived = stage.collector().accepted() - before;
            if (arrived == 0) {
                narrator.says("attacker", "received nothing, not even a connection");
            }
            return new Act(alerts, honest, triggered, arrived, stderr);
        }
    }

    private Answer call(Session session, String tool, String place) {
        narrator.says("client", tool + "(\"" + place + "\")");
        Answer answer = session.call(tool, place);
        narrator.says(answer.isError() ? "ERROR" : "tool", answer.text());
        return answer;
    }

    /** The launch as a person writes it; the stage's own options are left out. */
    private void tellLaunch(String options) {
        if (options == null) {
            narrator.line("  $ java -jar weather-server.jar");
        } else {
            narrator.line("  $ java -javaagent:sallyport.jar=" + shortened(options) + " \\");
            narrator.line("         -jar weather-server.jar");
        }
    }

    /** Without the folder's place, which differs from machine to machine. */
    private String shortened(String options) {
        return options.replace(stage.file("").toString(), "demo");
    }

    private void tellStderr(String line, List<String> stderr) {
        stderr.add(line);
        narrator.says("stderr", line);
    }

    /** On the listener's thread, while the tool call that was robbed still waits. */
    private void tellLoot(String body) {
        narrator.says("ATTACKER", "received at " + Collector.HOST + ":");
        narrator.says("", body);
    }

    private boolean keyCame(Act act) {
        List<String> loot = stage.collector().loot();
        return act.arrived() == 1
                && stage.collector().failures().isEmpty()
                && loot.get(loot.size() - 1).endsWith("=" + Launch.KEY);
    }

    private Program.Result review(Path events) throws IOException, InterruptedException {
        narrator.line("");
        narrator.line("  $ java -jar sallyport.jar review " + shortened(events.toString()));
        Program.Result review =
                Program.run(
                        List.of(
                                jdk.java().toString(),
                                "-jar",
                                agent.toString(),
                                "review",
                                events.toString()));
        narrator.quote(review.output());
        narrator.line("  (exit code " + review.exit() + ")");
        return review;
    }

    private int sum(Duration taken) {
        narrator.title("Checks", '-');
        checks.tell(narrator);
        narrator.say(
                (checks.count() - checks.failed())
                        + " of "
                        + checks.count()
                        + " claims held, in "
                        + taken.toSeconds()
                        + " s on Java "
                        + System.getProperty("java.version")
                        + ". Policy and events to look at:");
        narrator.line("  " + stage.file(""));
        return checks.failed() == 0 ? 0 : 1;
    }
}
