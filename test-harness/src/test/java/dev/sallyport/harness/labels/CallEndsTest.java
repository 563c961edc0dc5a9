package dev.sallyport.harness.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that is over is over, however it ended, and leaves nothing behind. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class CallEndsTest {
    private static final int CALLS = 100_000;

    /** Kilobytes; what a JVM's own housekeeping sways by. */
    private static final long MOST_GROWTH = 2_048;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void afterItsEndNoCallIsInProgress() throws Exception {
        Map<String, String> none = new TreeMap<>();
        CallEnds.names().forEach(name -> none.put(name, "none [] x 1"));
        assertEquals(none, Labels.of(jdk, folder, CallEnds.class, List.of(), CallEnds.names()));
    }

    @Test
    void aHundredThousandCallsLeaveTheHeapAsItWas() throws Exception {
        GuardedRun run =
                Labels.guarded(jdk, folder)
                        .run(CallEnds.class, List.of("soak", Integer.toString(CALLS)));
        assertEquals(0, run.exit(), run::toString);
        String[] held = run.stdout().strip().split(" ", -1);
        long growth = Long.parseLong(held[1]) - Long.parseLong(held[0]);
        assertTrue(growth < MOST_GROWTH, () -> "from " + held[0] + " to " + held[1] + " KB");
    }
}
