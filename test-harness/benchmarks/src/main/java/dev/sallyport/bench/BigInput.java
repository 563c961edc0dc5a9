package dev.sallyport.bench;

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
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Event files as many servers write them in months, the same at every call: one file a run, in
 * folders by server; a few kinds make most of the events, and one in two hundred is denied.
 */
public final class BigInput {
    private static final int SERVERS = 20;
    private static final int ADDRESSES = 8;
    private static final long YEAR = 365L * 24 * 3600 * 1000;
    private static final long BEGIN = 1_767_225_600_000L;
    private static final String[] TOOLS = {
        "get_forecast",
        "search",
        "read_page",
        "query",
        "send_mail",
        "list_files",
        "ask",
        "translate"
    };
    private static final String[] LIBRARIES = {
        "com.squareup.okhttp3:okhttp-jvm:5.1.0",
        "io.netty:netty-transport:4.2.18.Final",
        "org.apache.httpcomponents.client5:httpclient5:5.6.5",
        "org.springframework:spring-web:7.0.1",
        "org.postgresql:postgresql:42.7.14"
    };

    private final SplittableRandom random = new SplittableRandom(6);
    private final int runs;
    private final int kinds;

    private BigInput(int runs, int kinds) {
        this.runs = runs;
        this.kinds = kinds;
    }

    /** Arguments: the folder to write to, how many events, how many runs, how many kinds. */
    public static void main(String[] arguments) throws IOException {
        long events = Long.parseLong(arguments[1]);
        new BigInput(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .write(Path.of(arguments[0]), events);
    }

    private void write(Path folder, long events) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < kinds; i++) {
            attempts.add(attempt(i));
        }
        for (int i = 0; i < runs; i++) {
            long begin = BEGIN + YEAR / runs * i;
            int server = i % SERVERS;
            Path of = Files.createDirectories(folder.resolve("server-" + server));
            long share = events / runs + (i < events % runs ? 1 : 0);
            try (OutputStream out =
                    new BufferedOutputStream(
                            Files.newOutputStream(of.resolve(begin + "-" + (1000 + i) + ".jsonl")),
                            1 << 16)) {
                run(out, attempts, i, begin, share);
            }
        }
    }

    private void run(OutputStream out, List<Attempt> attempts, int number, long begin, long share)
            throws IOException {
        int server = number % SERVERS;
        String id = "0a1b2c3d-0000-4000-8000-" + String.valueOf(100_000_000_000L + number);
        Run run = new Run("server-" + server, id, 1000 + number, "0.1.0");
        long time = begin;
        write(out, EventWriter.line(new RunEvent(run, 1, Activity.START, time, start())));
        for (long i = 2; i < share; i++) {
            time += random.nextInt(2000);
            Attempt attempt = attempts.get(kindOf(server));
            write(out, EventWriter.line(attempt.event(run, i, time, random)));
        }
        if (share > 1) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("allowed", share * 3);
            counts.put("denied", share / 200);
            write(out, EventWriter.line(new RunEvent(run, share, Activity.STOP, time, counts)));
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, Object> start() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mode", "hold");
        facts.put("policy", "/home/me/mcp/server.policy.json");
        facts.put("policy_sha256", "34a35e7b1d90e44c".repeat(4));
        facts.put("on_violation", "block");
        facts.put("on_violation_set_by", "policy");
        facts.put("hooks", 41L);
        facts.put("program", "server.jar");
        facts.put("jdk", "17.0.15+6");
        facts.put("os", "Linux amd64");
        return facts;
    }

    /** A few of a server's kinds make most of its events. */
    private int kindOf(int server) {
        int own = Math.max(1, kinds / SERVERS);
        double skewed = Math.pow(random.nextDouble(), 3);
        int rank = (int) (skewed * own);
        return (rank * SERVERS + server) % kinds;
    }

    /** The kind of that number; every two hundredth is denied. */
    private static Attempt attempt(int number) {
        String host = "api" + number / (2 * SERVERS) + ".service-" + number % 97 + ".example";
        boolean lookUp = number / SERVERS % 2 == 0;
        boolean denied = number / SERVERS % 200 == 199;
        Outcome outcome =
                denied
                        ? new Outcome(
                                false,
                                lookUp ? "lookup-not-listed" : "not-listed",
                                null,
                                OnViolation.BLOCK,
                                false,
                                String.format("v%06x", number & 0xffffff))
                        : new Outcome(
                                true,
                                "rule:r" + number % 40,
                                "rule:r" + number % 40,
                                null,
                                false,
                                null);
        return new Attempt(number, host, lookUp, outcome, caller(number));
    }

    private static Caller caller(int number) {
        String own = "com.acme.service" + number % 30;
        List<String> stack = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stack.add(own + ".client.Upstream" + i + ".exchange:" + (40 + number % 50 + i));
        }
        String via = LIBRARIES[number % LIBRARIES.length];
        return new Caller(
                "class",
                own + ".client.Upstream0",
                "exchange",
                40 + number % 50,
                new Library(
                        "acme-" + number % 30 + "-1.3.jar",
                        "com.acme:s" + number % 30 + ":1.3",
                        "5f2b9c1d7e3a4860".repeat(4)),
                new Library(via.split(":", -1)[1] + ".jar", via, null),
                false,
                stack);
    }

    private record Attempt(
            int number, String host, boolean lookUp, Outcome outcome, Caller caller) {
        Event event(Run run, long sequence, long time, SplittableRandom random) {
            String address = "203.0.113." + random.nextInt(ADDRESSES);
            ToolCalls calls =
                    new ToolCalls(
                            Certainty.EXACT,
                            List.of(TOOLS[number % TOOLS.length]),
                            List.of(Integer.toString(random.nextInt(5000))));
            return new Event(
                    run,
                    sequence,
                    lookUp ? Activity.LOOKUP : Activity.CONNECT,
                    lookUp ? Target.name(host) : Target.host(host, "look-up", address, 443, "tcp"),
                    outcome,
                    new Origin(calls, caller),
                    time - random.nextInt(900),
                    time,
                    1 + random.nextInt(5));
        }
    }
}
