package dev.sallyport.harness.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoTest {
    private static final String LOOT = "WEATHER_API_KEY=" + Launch.KEY;

    static List<Jdk> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyClaimHolds(Jdk jdk) throws Exception {
        String told = play(jdk);

        String[] acts = told.split("\nAct \\d of 3: ", -1);
        assertEquals(4, acts.length, told);
        assertTrue(acts[1].contains(LOOT), told);
        assertTrue(acts[2].contains(LOOT), told);
        assertFalse(acts[3].contains(LOOT), told);
        assertTrue(acts[3].contains("received nothing, not even a connection"), told);
        assertTrue(acts[3].contains("ERROR      get_forecast failed"), told);
        assertTrue(acts[3].contains("WHAT TO NOTICE"), told);
        assertTrue(told.contains("13 of 13 claims held"), told);
    }

    /** What a demo that ended well said. */
    private static String play(Jdk jdk) throws IOException, InterruptedException {
        Path target = Built.target();
        Path output = target.resolve("demo-" + jdk.feature() + ".txt");
        String classPath = target.resolve("classes") + File.pathSeparator + target.resolve("lib/*");
        Process demo =
                new ProcessBuilder(
                                jdk.java().toString(),
                                "-cp",
                                classPath,
                                Demo.class.getName(),
                                Built.weatherServer().toString(),
                                Built.agent().toString(),
                                target.resolve("demo-" + jdk.feature()).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = demo.waitFor(150, TimeUnit.SECONDS);
        demo.destroyForcibly().waitFor();
        String told = Files.readString(output);
        assertTrue(ended, told);
        assertEquals(0, demo.exitValue(), told);
        return told;
    }
}
