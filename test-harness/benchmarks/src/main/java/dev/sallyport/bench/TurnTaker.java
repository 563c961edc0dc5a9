package dev.sallyport.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several processes that do the same work, alike but for what is measured. They run side by
 * side and take turns, so that the machine's mood meets all alike.
 */
interface TurnTaker extends AutoCloseable {
    Turn turn() throws IOException;

    @Override
    void close() throws IOException;

    /** How one of them is started. */
    interface Start {
        TurnTaker start() throws IOException;
    }

    /**
     * Starts each, has them take their turns, and closes them.
     *
     * @param warmUp turns of each before those that count
     * @return those that count, in the starts' order
     */
    static List<List<Turn>> take(int warmUp, int turns, List<Start> starts) throws IOException {
        List<TurnTaker> takers = new ArrayList<>();
        try {
            for (Start each : starts) {
                takers.add(each.start());
            }
            return taken(warmUp, turns, takers);
        } finally {
            for (TurnTaker taker : takers) {
                taker.close();
            }
        }
    }

    private static List<List<Turn>> taken(int warmUp, int turns, List<TurnTaker> takers)
            throws IOException {
        List<List<Turn>> taken = new ArrayList<>();
        for (int i = 0; i < takers.size(); i++) {
            taken.add(new ArrayList<>());
        }
        for (int turn = -warmUp; turn < turns; turn++) {
            for (int i = 0; i < takers.size(); i++) {
                // Nobody always comes after the same one.
                int at = (turn & 1) == 0 ? i : takers.size() - 1 - i;
                Turn one = takers.get(at).turn();
                if (turn >= 0) {
                    taken.get(at).add(one);
                }
            }
        }
        return taken;
    }
}
