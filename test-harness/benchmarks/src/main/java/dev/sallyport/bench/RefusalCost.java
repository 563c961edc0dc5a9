package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleLogger;

/**
 * What one refused connection costs: bare (the kernel refuses it), with no line said of it, with a
 * line on stderr, and with one in the server's own log, which slf4j-simple writes. Of each way a
 * JVM, and they take turns. Lines come with the first of its kind alone, so that is measured apart
 * from a refusal that equals one before.
 */
final class RefusalCost {
    private static final int WARM_UP_TURNS = 2;

    /** With the warm-up as many refusals as there are lines in a process. */
    private static final int TURNS = 9;

    private final Jdk jdk;
    private final Path sallyport;
    private final Path folder;

    private RefusalCost(Jdk jdk, Path sallyport, Path folder) {
        this.jdk = jdk;
        this.sallyport = sallyport;
        this.folder = folder;
    }

    /** A way to be refused. */
    private enum Way {
        BARE("bare, by the kernel", null, ""),
        QUIET("no line", ", \"quiet\": true", ""),
        STDERR("log=stderr", "", ",log=stderr"),
        SERVER("log=server", "", ",log=server");

        private final String words;
        private final String rule;
        private final String option;

        Way(String words, String rule, String option) {
            this.words = words;
            this.rule = rule;
            this.option = option;
        }

        boolean hasLines() {
            return !option.isEmpty();
        }
    }

    /**
     * Measures and prints.
     *
     * @param rounds of a JVM for each way
     * @param folder for policies, events and what goes to stderr
     */
    static void measure(Jdk jdk, int rounds, Path sallyport, Path folder) throws IOException {
        RefusalCost cost = new RefusalCost(jdk, sallyport, folder);
        System.out.println(jdk + ", a connection that is refused for the first time:");
        cost.measure("kinds", rounds);
        System.out.println(jdk + ", one that equals another before it:");
        cost.measure("equal", rounds);
        System.out.println();
    }

    private void measure(String kinds, int rounds) throws IOException {
        Map<Way, List<Turn>> turns = new EnumMap<>(Way.class);
        for (int i = 0; i < rounds; i++) {
            Iterator<List<Turn>> round = round(kinds).iterator();
            for (Way way : Way.values()) {
                turns.computeIfAbsent(way, none -> new ArrayList<>()).addAll(round.next());
            }
        }
        for (Map.Entry<Way, List<Turn>> each : turns.entrySet()) {
            List<Turn> of = each.getValue();
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "  %-20s waits %7.1f us   CPU, the log's too, %7.1f us   medians of %d"
                                    + " turns",
                            each.getKey().words,
                            Turn.median(Turn::micros, of),
                            Turn.median(Turn::cpuMicros, of),
                            of.size()));
        }
    }

    private List<List<Turn>> round(String kinds) throws IOException {
        List<TurnTaker.Start> ways = new ArrayList<>();
        for (Way way : Way.values()) {
            ways.add(() -> refused(way, kinds));
        }
        return TurnTaker.take(WARM_UP_TURNS, TURNS, ways);
    }

    private ForkedJvm refused(Way way, String kinds) throws IOException {
        Path stderr = folder.resolve("refused-" + way.name().toLowerCase(Locale.ROOT) + ".txt");
        ProcessBuilder launch =
                ForkedJvm.launch(
                        jdk,
                        way == Way.BARE ? List.of() : List.of(agent(way)),
                        List.of(Logger.class, SimpleLogger.class),
                        Refusals.class,
                        kinds,
                        stderr.toString(),
                        Boolean.toString(way.hasLines()));
        return ForkedJvm.start(launch.redirectError(stderr.toFile()));
    }

    private String agent(Way way) throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve(
                                "refused-" + way.name().toLowerCase(Locale.ROOT) + ".policy.json"),
                        "{\"version\": 1, \"server\": \"bench\", \"deny\":"
                                + " [{\"cidr\": \"127.0.0.0/8\""
                                + way.rule
                                + "}]}\n");
        return "-javaagent:"
                + sallyport
                + "=policy="
                + policy
                + ",events="
                + folder.resolve("events")
                + way.option;
    }
}
