package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known to get through, and why: {@code remainder.txt}. All else must be held. Who closes a
 * way changes the line's first word to {@code HELD}, or takes the line out.
 */
final class Remainder {
    /**
     * One line.
     *
     * @param jdks {@code both}, or one feature release
     */
    record Gap(String jdks, String why) {
        boolean isOn(int feature) {
            return jdks.equals("both") || jdks.equals(String.valueOf(feature));
        }
    }

    private final Map<String, Gap> gaps = new LinkedHashMap<>();

    static Remainder read() {
        Remainder remainder = new Remainder();
        try (InputStream in = Remainder.class.getResourceAsStream("/evasion/remainder.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .forEach(remainder::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return remainder;
    }

    private void add(String line) {
        String[] cells = line.split(" \\| ", -1);
        if (cells.length != 4 || !List.of("OPEN", "HELD").contains(cells[0].strip())) {
            throw new IllegalStateException(
                    "remainder.txt: not \"OPEN | both | technique | why\": " + line);
        }
        if (cells[0].strip().equals("OPEN")) {
            gaps.put(cells[2].strip(), new Gap(cells[1].strip(), cells[3].strip()));
        }
    }

    Map<String, Gap> gaps() {
        return gaps;
    }

    boolean isOpen(String technique, int feature) {
        Gap gap = gaps.get(technique);
        return gap != null && gap.isOn(feature);
    }
}
