package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What an allowed connect costs over a bare one. Two JVMs run {@link Connects} side by side, one
 * bare and one guarded, and take turns batch by batch: so the machine's mood, which sways a
 * connect's cost by a third, meets both alike; on Linux both stay on one core, because two cores
 * differ by more than what is measured. The agent is the jar that ships, with a policy that allows
 * loopback by a {@code cidr} rule.
 */
final class ConnectCost {
    private static final int TURNS = 60;
    private static final int BUDGET_PERCENT = 5;

    private final Jdk jdk;
    private final String agent;

    private ConnectCost(Jdk jdk, String agent) {
        this.jdk = jdk;
        this.agent = agent;
    }

    /**
     * Measures and prints.
     *
     * @param pairs of JVMs, for each way to connect
     * @param folder for policy and events
     */
    static void measure(Jdk jdk, int pairs, Path sallyport, Path folder) throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve("connect.policy.json"),
                        "{\"version\": 1, \"server\": \"bench\", \"allow\":"
                                + " [{\"cidr\": \"127.0.0.0/8\", \"ports\": [\"1-65535\"]}]}\n");
        String agent =
                "-javaagent:"
                        + sallyport
                        + "=policy="
                        + policy
                        + ",events="
                        + folder.resolve("events");
        ConnectCost cost = new ConnectCost(jdk, agent);
        System.out.println(jdk + ", one connect and close over loopback, CPU ns of its thread:");
        for (String way : List.of("channel", "socket")) {
            List<Pair> measured = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                measured.add(cost.pair(way));
            }
            print(way, measured);
        }
        System.out.println();
    }

    /** Medians of one pair of JVMs, in CPU nanoseconds a connect. */
    private record Pair(double bare, double guarded) {
        double percentOver() {
            return 100 * (guarded / bare - 1);
        }
    }

    private Pair pair(String way) throws IOException {
        List<List<Turn>> turns =
                TurnTaker.take(
                        1,
                        TURNS,
                        List.of(
                                () -> connecting(way, List.of()),
                                () -> connecting(way, List.of(agent))));
        return new Pair(
                1000 * Turn.median(Turn::cpuMicros, turns.get(0)),
                1000 * Turn.median(Turn::cpuMicros, turns.get(1)));
    }

    private ForkedJvm connecting(String way, List<String> flags) throws IOException {
        ProcessBuilder launch = ForkedJvm.launch(jdk, flags, List.of(), Connects.class, way);
        launch.command().addAll(0, onOneCore());
        return ForkedJvm.start(launch);
    }

    private static void print(String way, List<Pair> pairs) {
        List<Double> percents = pairs.stream().map(Pair::percentOver).toList();
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "  %-8s bare %6.0f   guarded %6.0f   over bare %+5.1f %%, of %d pairs of"
                                + " JVMs from %+.1f to %+.1f; budget %d",
                        way,
                        Turn.median(pairs.stream().map(Pair::bare).toList()),
                        Turn.median(pairs.stream().map(Pair::guarded).toList()),
                        Turn.median(percents),
                        pairs.size(),
                        Collections.min(percents),
                        Collections.max(percents),
                        BUDGET_PERCENT));
    }

    /** Linux's taskset(1), where it is, with the last core that this process may use. */
    private static List<String> onOneCore() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean canPin =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
        if (!canPin || !Files.exists(status)) {
            return List.of();
        }
        String cores =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .findFirst()
                        .orElseThrow();
        return List.of("taskset", "-c", cores.replaceAll(".*[^0-9]", ""));
    }
}
