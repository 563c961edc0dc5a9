package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whatever the file: a policy or a clear error, never another exception, never slow, never big. */
class PolicyReaderFuzzTest {
    /** A busy machine stops any test for a second. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final int FILES = 100_000;

    @Test
    void aHundredThousandDamagedFilesAreReadOrClearlyRefused() {
        Random random = new Random(SEED);
        PolicyTexts good = new PolicyTexts(random);
        List<String> seeds = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            seeds.add(good.next());
        }
        TextMutator mutator = new TextMutator(seeds, random);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            String text = i % 2 == 0 ? good.next() : mutator.next();
            byte[] bytes = encode(text, random);
            Supplier<String> failure = failure(i, text);
            read += read(bytes, failure) ? 1 : 0;
        }
        assertTrue(read > FILES / 20 && read < FILES / 2, "read " + read);
    }

    private static Supplier<String> failure(int index, String text) {
        return () -> "seed " + SEED + ", file " + index + ": " + TextMutator.shown(text);
    }

    private static byte[] encode(String text, Random random) {
        String mark = random.nextInt(8) == 0 ? "\ufeff" : "";
        Charset charset =
                switch (random.nextInt(16)) {
                    case 0 -> StandardCharsets.UTF_16LE;
                    case 1 -> StandardCharsets.UTF_16BE;
                    default -> StandardCharsets.UTF_8;
                };
        byte[] bytes = (mark + text).getBytes(charset);
        if (bytes.length > 0 && random.nextInt(16) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean read(byte[] bytes, Supplier<String> failure) {
        long start = THREADS.getCurrentThreadCpuTime();
        boolean read = true;
        try {
            PolicyReader.read("p.json", bytes);
        } catch (PolicyException refused) {
            read = false;
            assertFalse(refused.errors().isEmpty(), failure);
            for (PolicyError error : refused.errors()) {
                assertTrue(error.line() >= 1 && error.column() >= 1, failure);
                assertTrue(error.message().length() > 5 && Printable.is(error.toString()), failure);
            }
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError(failure.get(), wrong);
        }
        assertTrue(THREADS.getCurrentThreadCpuTime() - start < 1_000_000_000L, failure);
        return read;
    }

    /** What Jackson calls broken is never a policy, and what it reads is never called broken. */
    @Test
    void aFileIsCalledBrokenWhereJacksonCallsItBroken() {
        Random random = new Random(SEED);
        PolicyTexts good = new PolicyTexts(random);
        for (int i = 0; i < 10_000; i++) {
            String text =
                    i % 2 == 0 ? good.next() : new TextMutator(List.of(good.next()), random).next();
            boolean broken = false;
            try {
                PolicyReader.read("p.json", text.getBytes(StandardCharsets.UTF_16LE));
            } catch (PolicyException refused) {
                broken = refused.getMessage().contains("is no JSON here");
                if (!broken) {
                    continue;
                }
            }
            Supplier<String> failure = failure(i, text);
            assertEquals(broken, isBrokenToJackson(text), failure);
        }
    }

    private static boolean isBrokenToJackson(String text) {
        JsonFactory jackson =
                JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        try (JsonParser in = jackson.createParser(text)) {
            while (in.nextToken() != null) {
                in.getText();
            }
            return false;
        } catch (JsonProcessingException broken) {
            return true;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void noMegabyteTakesASecondOrMoreThan64MegabytesOfHeap() throws Exception {
        Process forked =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NastyFiles.class.getName())
                        .redirectErrorStream(true)
                        .start();
        List<String> lines;
        try (var out = forked.inputReader(StandardCharsets.UTF_8)) {
            lines = out.lines().toList();
        }
        assertTrue(forked.waitFor(1, TimeUnit.MINUTES));

        assertEquals("done", lines.get(lines.size() - 1));
        assertTrue(lines.size() > 60, "only " + lines.size());
        List<Executable> checks = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] fields = line.split("\t", 3);
            checks.add(() -> assertTrue(fields[2].matches("(read|refused), .*"), line));
            checks.add(() -> assertTrue(Integer.parseInt(fields[1]) < 1000, line));
        }
        assertAll(checks);
    }
}
