package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.policy.Preset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the fewest presets for helper programs, those first that would allow least beside them. */
final class Presets {
    private Presets() {}

    /** Whether a program was run as the preset's library does. */
    static boolean fits(Preset preset, Kind program) {
        String arguments = program.target().arguments();
        return arguments != null
                && preset.allows(program.target().path(), arguments, java(arguments));
    }

    /** The JVM's own program, where a helper was given it: the tool cannot know another's. */
    private static String java(String arguments) {
        return arguments.startsWith("/") && arguments.endsWith("/bin/java") ? arguments : "";
    }

    static List<Preset> covering(Collection<Kind> programs) {
        Set<Kind> left = new HashSet<>();
        for (Kind program : programs) {
            for (Preset preset : Preset.values()) {
                if (fits(preset, program)) {
                    left.add(program);
                }
            }
        }
        List<Preset> chosen = new ArrayList<>();
        while (!left.isEmpty()) {
            Preset best = null;
            int bestUnseen = 0;
            int bestCovered = 0;
            for (Preset preset : Preset.values()) {
                int covered = covered(preset, left);
                int unseen = preset.size() - covered(preset, programs);
                boolean better =
                        best == null
                                || unseen < bestUnseen
                                || (unseen == bestUnseen && covered > bestCovered);
                if (covered > 0 && better) {
                    best = preset;
                    bestUnseen = unseen;
                    bestCovered = covered;
                }
            }
            Preset next = best;
            chosen.add(next);
            left.removeIf(program -> fits(next, program));
        }
        return chosen;
    }

    /** How many different commands of the preset's are among these. */
    private static int covered(Preset preset, Collection<Kind> programs) {
        Set<String> commands = new HashSet<>();
        for (Kind program : programs) {
            if (fits(preset, program)) {
                commands.add(program.target().arguments());
            }
        }
        return commands.size();
    }
}
