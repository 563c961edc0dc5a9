package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
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
        List<Double> bare = new ArrayList<>();
        List<Double> guarded = new ArrayList<>();
        try (Forked without = new Forked(way, List.of());
                Forked with = new Forked(way, List.of(agent))) {
            without.batch();
            with.batch();
            for (int i = 0; i < TURNS; i++) {
                bare.add(without.batch());
                guarded.add(with.batch());
            }
        }
        return new Pair(median(bare), median(guarded));
    }

    private static void print(String way, List<Pair> pairs) {
        List<Double> percents = pairs.stream().map(Pair::percentOver).toList();
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "  %-8s bare %6.0f   guarded %6.0f   over bare %+5.1f %%, of %d pairs of"
                                + " JVMs from %+.1f to %+.1f; budget %d",
                        way,
                        median(pairs.stream().map(Pair::bare).toList()),
                        median(pairs.stream().map(Pair::guarded).toList()),
                        median(percents),
                        pairs.size(),
                        Collections.min(percents),
                        Collections.max(percents),
                        BUDGET_PERCENT));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A JVM that connects when told to. */
    private final class Forked implements AutoCloseable {
        private final Process process;
        private final DataInputStream answers;

        Forked(String way, List<String> flags) throws IOException {
            List<String> command = new ArrayList<>(onOneCore());
            command.add(jdk.java().toString());
            command.addAll(flags);
            command.addAll(Arrays.asList("-cp", classes(), Connects.class.getName(), way));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            answers = new DataInputStream(process.getInputStream());
        }

        /** CPU nanoseconds of one connect, as the mean of a batch. */
        double batch() throws IOException {
            process.getOutputStream().write(1);
            process.getOutputStream().flush();
            return (double) answers.readLong() / Connects.BATCH;
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
        }
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

    /** This module's classes alone: none of Sallyport's may lie on a guarded class path. */
    static String classes() throws IOException {
        try {
            return Path.of(
                            ConnectCost.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
