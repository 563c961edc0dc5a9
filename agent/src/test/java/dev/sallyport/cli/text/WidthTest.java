package dev.sallyport.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal is given: harmless, and as wide as it is said to be. */
class WidthTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "天気, 4", "e\u0301, 1", "ｗｉｄｅ, 8", "🌦x, 3", "'', 0"})
    void aTextIsAsWideAsItsCells(String text, int cells) {
        assertEquals(cells, Width.of(text));
    }

    @Test
    void whatDoesNotFitIsCutBetweenCharacters() {
        assertEquals("天…", Width.cut("天気予報", 4));
        assertEquals("天気", Width.cut("天気", 4));
        assertEquals("…", Width.cut("天気", 1));
    }

    @Test
    void aNameOfTenKilobytesIsCut() {
        assertTrue(Width.of(Shown.text("x".repeat(10_000))) <= 300);
    }

    @Test
    void whatDrivesATerminalIsReplaced() {
        assertEquals("?[2J?evil?", Shown.text("\u001b[2J\u202eevil\u2028"));
    }

    @Test
    void aPastedWordIsOneWord() {
        assertEquals("weather", Shown.word("weather"));
        assertEquals("'$(reboot)'", Shown.word("$(reboot)"));
        assertEquals("'a'\\''b'", Shown.word("a'b"));
        assertEquals("''", Shown.word(""));
    }

    @Test
    void aTableGivesWayWhereItIsWidestAndStaysInItsWidth() {
        Table table = new Table("NAME", "WHAT", "COUNT>");
        table.add("天気".repeat(30), "short", "7");
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out), "  ", 40);
        String[] lines = out.toString().split("\n", -1);
        assertEquals(40, Width.of(lines[1]));
        assertTrue(lines[1].endsWith("  short      7"), lines[1]);
        assertFalse(lines[0].contains(">"));
    }
}
