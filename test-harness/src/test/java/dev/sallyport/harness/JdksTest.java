package dev.sallyport.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdksTest {
    private final List<Jdk> jdks = Jdks.all();

    @Test
    void theRunningJdkIsAmongThemUnlessOthersAreNamed() {
        boolean named = System.getenv("SALLYPORT_JDKS") != null;
        assertTrue(named || jdks.contains(Jdks.running()), jdks.toString());
    }

    @Test
    void eachFeatureReleaseIsThereOnceTheOldestFirst() {
        List<Integer> features = jdks.stream().map(Jdk::feature).toList();

        assertEquals(features.stream().distinct().sorted().toList(), features);
    }

    @Test
    void eachHasTheToolsThatTestsNeed() {
        for (Jdk jdk : jdks) {
            assertTrue(Files.isExecutable(jdk.java()), jdk.home().toString());
            assertTrue(Files.isExecutable(jdk.program("keytool")), jdk.home().toString());
        }
    }
}
