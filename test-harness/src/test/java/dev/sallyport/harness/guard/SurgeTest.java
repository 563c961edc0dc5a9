package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixteen threads race for the first attempt at every place, and are killed while they do. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class SurgeTest {
    private static final int THREADS = 16;

    /** On each JDK: 200 in all. */
    private static final int KILLS = 100;

    /** The smallest page of any kernel; larger ones are multiples of it. */
    private static final int PAGE = 4096;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    /** The threads are of every sort: platform, interrupted, virtual. */
    @Test
    void whoeverIsFirstEachKindIsOnRecordOnceAndEveryAttemptIsCounted() throws Exception {
        int places = 200;
        List<String> kinds =
                jdk.feature() < 21
                        ? List.of("platform", "interrupted")
                        : List.of("platform", "interrupted", "virtual");
        List<String> arguments = new ArrayList<>();
        try (TcpListener everywhere = TcpListener.on("0.0.0.0")) {
            arguments.add(String.valueOf(everywhere.port()));
            arguments.add(String.valueOf(places));
            for (int i = 0; i < THREADS; i++) {
                arguments.add(kinds.get(i % kinds.size()));
            }
            GuardedRun run = surging(everywhere).run(Surge.class, arguments);

            Map<String, Integer> told = new TreeMap<>();
            run.stdout().lines().forEach(line -> told.merge(line, 1, Integer::sum));
            assertEquals(places, told.size());
            told.forEach((line, times) -> assertEquals(THREADS, times, line));
            Map<String, Long> denied = new TreeMap<>();
            Map<String, Long> allowed = new TreeMap<>();
            for (String line : told.keySet()) {
                boolean refused = line.startsWith("refused 127.2.");
                assertTrue(refused || line.startsWith("reached 127.1."), line);
                (refused ? denied : allowed).put(kindOf(line, everywhere.port()), (long) THREADS);
            }
            assertEquals(denied, run.events().denied());
            assertEquals(allowed, run.events().allowed());
            run.events().gapless();
            assertEquals(places / 2 * THREADS, everywhere.accepted(), "and no refused one");
            assertEquals(places / 2, run.stderr().size(), "one line for one kind");
        }
    }

    /**
     * {@code kill -9} at random moments of such a surge. What an attempt leaves is one write(2), in
     * the kernel's hands before the attempt returns: so whatever had returned is on record, and
     * nothing but the very last line, of an attempt that had not, can be cut. The kernel cuts a
     * write short for a kill at the end of a page of the file, and nowhere else.
     */
    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void killAtAnyMomentLosesNoKindOfWhichAnAttemptHadReturned() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("kill -9: -Dkill.seed=" + seed + " on " + jdk);
        Random random = new Random(seed);
        int places = 60;
        List<Callable<Void>> kills = new ArrayList<>();
        try (TcpListener everywhere = TcpListener.on("0.0.0.0")) {
            for (int i = 0; i < KILLS; i++) {
                int moment = 1 + random.nextInt(places * THREADS / 2);
                String which = "kill %d, after %d, seed %d".formatted(i, moment, seed);
                kills.add(() -> killed(everywhere, places, moment, which));
            }
            ExecutorService twoAtATime = Executors.newFixedThreadPool(2);
            try {
                for (Future<Void> kill : twoAtATime.invokeAll(kills)) {
                    kill.get();
                }
            } finally {
                twoAtATime.shutdownNow();
            }
        }
    }

    private Void killed(TcpListener everywhere, int places, int moment, String which)
            throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(everywhere.port()));
        arguments.add(String.valueOf(places));
        arguments.addAll(Collections.nCopies(THREADS, "platform"));
        GuardedJvm jvm = surging(everywhere);
        Process process = jvm.start(Surge.class, arguments.toArray(new String[0]));
        Set<String> returned = new TreeSet<>();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int lines = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                returned.add(line);
                if (++lines == moment) {
                    process.toHandle().destroyForcibly();
                }
            }
            assertTrue(lines >= moment, which);
        }
        process.waitFor();
        dropCutLine(jvm.folder().resolve("home"), which);
        GuardedRun run = jvm.ended(process);
        assertEquals(128 + 9, run.exit(), which);
        run.events().gapless();
        Set<String> recorded = new TreeSet<>(run.events().denied().keySet());
        recorded.addAll(run.events().allowed().keySet());
        for (String line : returned) {
            String kind = kindOf(line, everywhere.port());
            assertTrue(recorded.contains(kind), () -> kind + " is not on record: " + which);
        }
        return null;
    }

    /** What is left of a line that a kill cut short. */
    private static void dropCutLine(Path home, String which) throws Exception {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                String text = Files.readString(file);
                int end = text.lastIndexOf('\n') + 1;
                if (end < text.length()) {
                    assertEquals(0, text.length() % PAGE, "cut within a page: " + which);
                    Files.writeString(file, text.substring(0, end));
                }
            }
        }
    }

    /** A launch that may reach 127.1.x.y and no other address. */
    private GuardedJvm surging(TcpListener everywhere) throws Exception {
        return GuardedJvm.on(jdk, folder)
                .policy(
                        Policies.allowing(
                                "{\"id\": \"one\", \"cidr\": \"127.1.0.0/16\", \"ports\": [%d]}"
                                        .formatted(everywhere.port())));
    }

    /** A line of {@link Surge}'s in the words of {@link Events}. */
    private static String kindOf(String told, int port) {
        String[] words = told.split(" ", -1);
        String reason =
                switch (words[0]) {
                    case "reached" -> "rule:one";
                    case "refused" -> "not-listed";
                    default -> throw new IllegalArgumentException(told);
                };
        return reason + " " + words[1] + ":" + port;
    }
}
