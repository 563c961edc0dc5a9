package dev.sallyport.harness.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Eight calls at once, each of whose connections is made on another thread. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class CarriedLabelsTest {
    private static final int ROUNDS = 5;

    /** Since JDK 21. */
    private static final List<String> VIRTUAL = List.of("virtual_thread", "virtual_executor");

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aLabelGoesWithWorkHoweverItIsHandedOver() throws Exception {
        List<String> carriers = new ArrayList<>(CarrierServer.carriers());
        carriers.removeAll(VIRTUAL);
        if (jdk.feature() >= 21) {
            carriers.addAll(VIRTUAL);
        }
        Map<String, String> labels = labels(carriers);
        Map<String, String> exact = new TreeMap<>();
        carriers.forEach(name -> exact.put(name, "exact [" + name + "] x " + ROUNDS));
        // It is called once more, when nothing else is in flight.
        exact.put("own_thread", "exact [own_thread] x " + (ROUNDS + 1));
        assertEquals(exact, labels);
    }

    @Test
    void whoIsAskedByEverybodyWorksForOneOfThem() throws Exception {
        Map<String, String> labels = labels(List.of("own_thread", "asks_elsewhere"));
        assertEquals(
                "one-of [asks_elsewhere, own_thread] x " + ROUNDS, labels.get("asks_elsewhere"));
    }

    @Test
    void whoeverCompletesAStageDoesNotDoItsWorkForHisOwnCall() throws Exception {
        Map<String, String> labels = labels(List.of("own_thread", "completes_anothers"));
        assertEquals(
                "one-of [completes_anothers, own_thread] x " + ROUNDS,
                labels.get("completes_anothers"));
    }

    /** A thread that serves others by then looks the same, so those in flight are named too. */
    @Test
    void workThatOutlivesItsCallIsNotOnlyThatOfTheCallInFlight() throws Exception {
        Map<String, String> labels = labels(List.of("own_thread", "after_its_end"));
        assertEquals("one-of [after_its_end, own_thread] x " + ROUNDS, labels.get("after_its_end"));
    }

    private Map<String, String> labels(List<String> tools) throws Exception {
        return Labels.of(
                jdk, folder, CarrierServer.class, List.of(Integer.toString(ROUNDS)), tools);
    }
}
