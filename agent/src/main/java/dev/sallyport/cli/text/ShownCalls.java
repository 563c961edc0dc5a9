package dev.sallyport.cli.text;

import dev.sallyport.event.ToolCalls;
import java.util.List;

/** Tool calls as people read them: how sure it is that they are the ones comes with the names. */
public final class ShownCalls {
    private static final int MOST = 3;

    private ShownCalls() {}

    public static String text(ToolCalls calls) {
        if (calls.certainty() == null) {
            return "-";
        }
        return Shown.text(
                switch (calls.certainty()) {
                    case EXACT -> calls.names().get(0);
                    case ONLY_CALL -> calls.names().get(0) + " (only call)";
                    case ONE_OF -> "one of " + names(calls.names());
                    case NONE -> "no tool call";
                });
    }

    private static String names(List<String> names) {
        if (names.size() <= MOST) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, MOST))
                + " and "
                + (names.size() - MOST)
                + " more";
    }
}
