package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.bench.Hello;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the start costs, held by what does not vary with the machine's mood: the classes that are
 * loaded before {@code main}.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class StartUpClassesTest {
    /** More than a start loads today (JDK 17: 863, 25: 1011; in this test some more), by little. */
    private static final int MOST = 1_060;

    private static final List<String> NEVER =
            List.of(
                    "dev.sallyport.cli.",
                    "dev.sallyport.shaded.jackson.",
                    "dev.sallyport.shaded.picocli.",
                    "io.micrometer.",
                    "org.slf4j.",
                    "java.math.BigDecimal",
                    "java.security.MessageDigest",
                    "java.security.Provider",
                    "java.time.format.",
                    "java.util.logging.",
                    "java.util.regex.",
                    "javax.management.");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void nothingHeavyIsLoadedBeforeMainAndOfTheRestNotTooMuch() throws Exception {
        List<String> loaded = loadedBeforeMain();
        assertEquals(
                List.of(),
                loaded.stream().filter(name -> NEVER.stream().anyMatch(name::startsWith)).toList());
        assertTrue(loaded.size() <= MOST, "classes: " + loaded.size());
    }

    @Test
    void noLambdaOfOursIsBootstrappedBeforeMain() throws Exception {
        List<String> loaded = loadedBeforeMain();
        assertTrue(loaded.stream().anyMatch(name -> name.startsWith("dev.sallyport.agent.")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(name -> name.startsWith("dev.sallyport."))
                        .filter(name -> name.contains("$$Lambda"))
                        .toList());
    }

    private List<String> loadedBeforeMain() throws Exception {
        Path log = folder.resolve("classes.txt");
        GuardedRun run =
                GuardedJvm.on(jdk, folder)
                        .policy(Policies.allowing("{\"host\": \"a.example\", \"ports\": [443]}"))
                        .jvm("-Xlog:class+load:file=" + log + "::filecount=0")
                        .run(Hello.class);
        assertEquals(0, run.exit(), run::toString);
        List<String> loaded = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            int source = line.indexOf(" source: ");
            String name = source < 0 ? "" : line.substring(line.indexOf("] ") + 2, source);
            name = name.substring(name.lastIndexOf(' ') + 1);
            if (name.equals(Hello.class.getName())) {
                return loaded;
            }
            loaded.add(name);
        }
        throw new AssertionError("main was not loaded: " + loaded.size());
    }
}
