package dev.sallyport.harness.evasion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.guard.Dns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Every known way to talk the guard out of it. {@code evasion.only} runs those whose name holds it;
 * {@code evasion.into} names a file (SECURITY.md) that gets the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvasionTest {
    private static final Map<Technique, String> PLACES = new LinkedHashMap<>();

    static {
        Stream.concat(Techniques.all().stream(), Techniques.of(BorrowedConnections.class))
                .forEach(method -> PLACES.put(Techniques.of(method), Techniques.place(method)));
    }

    private final Remainder remainder = Remainder.read();
    private List<Finding> findings;

    @BeforeAll
    void run(@TempDir Path folder) throws IOException, InterruptedException {
        String only = System.getProperty("evasion.only", "");
        List<Technique> wanted =
                PLACES.keySet().stream().filter(t -> t.value().contains(only)).toList();
        try (Dns dns = dns(folder)) {
            findings = new Suite(folder, dns, PLACES).run(Jdks.all(), wanted);
        }
        Table table = new Table(findings, remainder);
        Path file = Path.of(System.getProperty("harness.target"), "evasion.md");
        Files.writeString(file, table.markdown());
        System.out.println(table.markdown());
        String into = System.getProperty("evasion.into", "");
        if (!into.isEmpty()) {
            table.writeInto(Path.of(into));
        }
    }

    private static Dns dns(Path folder) throws IOException, InterruptedException {
        try {
            return Dns.of(
                    folder, Map.of("*.evil.example", "127.0.0.66", Suite.LISTED, "127.0.0.10"));
        } catch (TestAbortedException notPermitted) {
            System.out.println(
                    "Techniques at the name server's door are left out: "
                            + notPermitted.getMessage());
            return null;
        }
    }

    @TestFactory
    Stream<DynamicTest> eachIsHeldOrAKnownGapAndItsTwinWorks() {
        return findings.stream()
                .map(
                        finding ->
                                DynamicTest.dynamicTest(
                                        finding.technique().value() + ", JDK " + finding.feature(),
                                        () -> check(finding)));
    }

    private void check(Finding finding) {
        String problem = finding.problem(remainder);
        if (problem != null) {
            fail(problem);
        }
    }

    @Test
    void thereAreAtLeast120TechniquesOfDifferentNames() {
        Set<String> names = new HashSet<>();
        PLACES.keySet()
                .forEach(technique -> assertTrue(names.add(technique.value()), technique.value()));
        assertTrue(names.size() >= 120, "only " + names.size());
    }

    @Test
    void everyKnownGapIsATechnique() {
        Set<String> unknown = new HashSet<>(remainder.gaps().keySet());
        PLACES.keySet().forEach(technique -> unknown.remove(technique.value()));
        assertEquals(Set.of(), unknown);
    }
}
