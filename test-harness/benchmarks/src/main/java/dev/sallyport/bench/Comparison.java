package dev.sallyport.bench;

import dev.sallyport.bench.TurnTaker.Start;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processes of several kinds, each kind set beside the first one. Two processes alike differ by up
 * to a tenth, by what was compiled when: so there are several of each, and a kind that is the first
 * once more shows how far to believe the rest.
 */
final class Comparison {
    private final Map<String, Start> kinds = new LinkedHashMap<>();
    private final int warmUp;
    private final int turns;

    /**
     * @param warmUp turns of each process before those that count
     */
    Comparison(int warmUp, int turns) {
        this.warmUp = warmUp;
        this.turns = turns;
    }

    /** A kind more, which the others are compared with if it is the first. */
    Comparison with(String kind, Start start) {
        kinds.put(kind, start);
        return this;
    }

    /**
     * Measures and prints.
     *
     * @param operation what a turn does many of
     * @param forks processes of a kind
     */
    void print(String operation, int forks) throws IOException {
        List<List<Turn>> sums = new ArrayList<>();
        kinds.forEach((kind, start) -> sums.add(new ArrayList<>()));
        for (int fork = 0; fork < forks; fork++) {
            List<List<Turn>> taken = TurnTaker.take(warmUp, turns, new ArrayList<>(kinds.values()));
            for (int i = 0; i < taken.size(); i++) {
                sums.get(i).add(Turn.sum(taken.get(i)));
            }
        }
        List<String> names = new ArrayList<>(kinds.keySet());
        for (int i = 1; i < names.size(); i++) {
            System.out.println(names.get(i));
            Turn.print(operation, sums.get(0), sums.get(i));
        }
    }
}
