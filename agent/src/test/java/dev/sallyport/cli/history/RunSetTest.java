package dev.sallyport.cli.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunSetTest {
    @Test
    void itHoldsWhatASortedSetHoldsInWhateverOrderRunsCome() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int universe = 1 + random.nextInt(round % 3 == 0 ? 5000 : 90);
            TreeSet<Integer> expected = new TreeSet<>();
            RunSet runs = new RunSet();
            for (int i = 0; i <= random.nextInt(400); i++) {
                int run = random.nextInt(universe);
                expected.add(run);
                runs.add(run);
                assertEquals(expected.size(), runs.size());
            }
            assertEquals(expected.first(), runs.first());
            assertEquals(expected.last(), runs.last());
            assertArrayEquals(sorted(expected), runs.stream().toArray());
            for (int run = 0; run < universe + 2; run++) {
                assertEquals(expected.contains(run), runs.contains(run));
            }
        }
    }

    @Test
    void itTakesOtherOrdinals() {
        RunSet runs = new RunSet();
        IntStream.of(0, 1, 3).forEach(runs::add);
        int[] ordinals = {9, 0, 5, 2};
        assertArrayEquals(new int[] {0, 2, 9}, runs.renumbered(ordinals).stream().toArray());
    }

    private static int[] sorted(SortedSet<Integer> runs) {
        return runs.stream().mapToInt(Integer::intValue).toArray();
    }
}
