package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of HTTP clients and a resolver; those whose libraries are not here are tested as they
 * run.
 */
class RequestRowsTest {
    private final LibraryTable table = new LibraryTable(RequestRows.CLASSES);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/hc/core5/http/impl/io/DefaultBHttpClientConnection",
                "org/apache/hc/core5/http/impl/nio/AbstractHttp1StreamDuplexer",
                "org/apache/hc/core5/http2/impl/nio/AbstractH2StreamMultiplexer",
                "io/netty/handler/codec/http/HttpObjectEncoder",
                "io/netty/handler/codec/http2/DefaultHttp2ConnectionEncoder",
            })
    void everyRowFindsItsPlace(String type) throws IOException {
        assertTrue(table.knows(type));
        byte[] original = file(type);
        List<Hook> rows = table.rowsOf(type, original);
        assertNotNull(rows, "as no known version");
        ClassPatch patch = new ClassPatch(original, rows);
        assertTrue(patch.patched().length > original.length);
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(1, patch.calls()[i], rows.get(i).target());
        }
    }

    /** A class has the rows of one table: those of a second one would be lost. */
    @Test
    void noClassHasRowsOfAnotherKindAsWell() {
        for (String[] other :
                List.of(TransportRows.CLASSES, CallRows.CLASSES, HandOverRows.CLASSES)) {
            for (int i = 0; i < other.length; i += 2) {
                assertTrue(!table.knows("moved/" + other[i]), other[i]);
            }
        }
    }

    @Test
    void everyRowCallsAGateMethodOfJustThatShape() throws IOException {
        GateEntries gate = new GateEntries();
        for (int i = 1; i < RequestRows.CLASSES.length; i += 2) {
            Stream.of(RequestRows.CLASSES[i].split("[ \n]+", -1))
                    .filter(cell -> cell.startsWith("Requests."))
                    .forEach(cell -> assertTrue(gate.has(cell), cell));
        }
    }

    private static byte[] file(String type) throws IOException {
        try (InputStream file =
                RequestRowsTest.class.getClassLoader().getResourceAsStream(type + ".class")) {
            assertNotNull(file, type);
            return file.readAllBytes();
        }
    }
}
