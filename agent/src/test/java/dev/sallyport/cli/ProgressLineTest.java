package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private final ProgressLine line = new ProgressLine(new PrintWriter(err));

    @Test
    void itIsSilentWhereThereIsLittleToRead() {
        line.at(1, ProgressLine.WORTH_IT - 1);
        line.at(ProgressLine.WORTH_IT - 1, ProgressLine.WORTH_IT - 1);
        assertEquals("", err.toString());
    }

    @Test
    void itIsWrittenOnceAPercentAndGoesAtTheEnd() {
        for (long read = 0; read <= 1000; read++) {
            line.at(read * 10_000_000, 10_000_000_000L);
        }
        String[] drawn = err.toString().split("\r", -1);
        assertEquals("", drawn[0]);
        assertEquals(1 + 100 + 1, drawn.length);
        assertTrue(drawn[51].endsWith("###               ] 50 % of 10000 MB"), drawn[51]);
        assertEquals("\u001b[K", drawn[101]);
    }
}
