package dev.sallyport.harness.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A deny rule with {@code tools} would be worth nothing if a tool could put its label down. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class DeserterTest {
    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void aToolCannotPutItsLabelDownByCallingTheGate() throws Exception {
        Map<String, String> exact = new TreeMap<>();
        Deserter.names().forEach(name -> exact.put(name, "exact [" + name + "] x 1"));
        assertEquals(exact, Labels.of(jdk, folder, Deserter.class, List.of(), Deserter.names()));
    }
}
