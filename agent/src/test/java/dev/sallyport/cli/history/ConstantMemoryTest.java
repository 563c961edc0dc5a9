package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventWriter;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Run;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstantMemoryTest {
    private static final int EVENTS = 300_000;
    private static final int RUNS = 3_000;

    @TempDir Path folder;

    @Test
    void threeHundredThousandEventsOfAHundredThousandKindsAreReadInThirtyTwoMegabytes()
            throws IOException, InterruptedException {
        for (int file = 0; file < 10; file++) {
            write(file);
        }
        Path told = folder.resolve("told.txt");
        int code =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ConstantMemoryTest.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(told.toFile())
                        .start()
                        .waitFor();
        String read = Files.readString(told);
        assertEquals(0, code, read);
        assertEquals("server-0: " + RUNS + " runs, " + EVENTS + " attempts", read.strip());
    }

    /** What the forked JVM does. */
    public static void main(String[] arguments) throws IOException {
        List<Path> places = List.of(Path.of(arguments[0]));
        for (ServerHistory server :
                History.read(places, System.out::println, Progress.NONE).servers()) {
            System.out.println(
                    server.server()
                            + ": "
                            + server.runs().size()
                            + " runs, "
                            + server.kinds().stream().mapToLong(Kind::count).sum()
                            + " attempts");
        }
    }

    private void write(int file) throws IOException {
        try (Writer out =
                Files.newBufferedWriter(
                        folder.resolve(file + ".jsonl"), StandardCharsets.US_ASCII)) {
            for (int i = file * EVENTS / 10; i < (file + 1) * EVENTS / 10; i++) {
                out.write(EventWriter.line(event(i)));
            }
        }
    }

    private static Event event(int number) {
        boolean denied = number % 3 == 0;
        return new Event(
                new Run("server-0", "run-" + number % RUNS, 1, "0"),
                number / RUNS + 1,
                Activity.CONNECT,
                Target.host("h" + number % (EVENTS / 3) + ".example", "look-up", null, 443, "tcp"),
                new Outcome(
                        !denied,
                        denied ? "not-listed" : "rule:" + number % 7,
                        null,
                        denied ? OnViolation.BLOCK : null,
                        false,
                        denied ? String.format("v%06x", number) : null),
                Origin.UNKNOWN,
                number * 60_000L,
                number * 60_000L,
                1);
    }
}
