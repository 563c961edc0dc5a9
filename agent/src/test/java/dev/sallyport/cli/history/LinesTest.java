package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = new Lines();

    @Test
    void linesAreWhatStandsBetweenLineFeedsInWhateverPiecesTheyArrive() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < random.nextInt(40); i++) {
                text.append("x".repeat(random.nextInt(round % 10 == 0 ? 5_000 : 30)));
                text.append(random.nextInt(4) > 0 ? "\n" : "");
            }
            assertEquals(text.toString().lines().toList(), read(text.toString(), random));
        }
    }

    @Test
    void aLineThatIsTooLongIsOneLineWhateverItsLengthAndTheNextIsReadWhole() throws IOException {
        for (int length : new int[] {1, 2, 5, 13}) {
            String text = "a\n" + "b".repeat(length * Lines.LONGEST + 1) + "\nc\n";
            lines.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            assertEquals("1a", next());
            assertEquals(true, lines.next() && lines.isTooLong() && !lines.isBlank());
            assertEquals("3c", next());
            assertEquals(false, lines.next());
        }
    }

    @Test
    void aFileWithoutALineFeedEnds() throws IOException {
        byte[] endless = new byte[7 * Lines.LONGEST];
        lines.of(new ByteArrayInputStream(endless));
        assertEquals(true, lines.next() && lines.isTooLong());
        assertEquals(false, lines.next());
    }

    private String next() throws IOException {
        assertEquals(true, lines.next() && !lines.isTooLong());
        return lines.number() + text();
    }

    private List<String> read(String text, Random random) throws IOException {
        InputStream pieces =
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)) {
                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 1 + random.nextInt(999)));
                    }
                };
        List<String> read = new ArrayList<>();
        lines.of(pieces);
        while (lines.next()) {
            read.add(text());
        }
        return read;
    }

    private String text() {
        return new String(
                lines.bytes, lines.from(), lines.to() - lines.from(), StandardCharsets.US_ASCII);
    }
}
