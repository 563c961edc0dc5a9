package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.policy.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds presets for helper programs: those first whose library ran them, then those that would
 * allow least beside them.
 */
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
            Comparator<Preset> byName =
                    Comparator.comparing(preset -> isNamedByCaller(preset, programs));
            Preset best =
                    Arrays.stream(Preset.values())
                            .filter(preset -> covered(preset, left) > 0)
                            .max(
                                    byName.thenComparing(p -> covered(p, programs) - p.size())
                                            .thenComparing(p -> covered(p, left)))
                            .orElseThrow();
            chosen.add(best);
            left.removeIf(program -> fits(best, program));
        }
        return chosen;
    }

    /** {@code uname -o} is run by several libraries; the stack says which one it was. */
    private static boolean isNamedByCaller(Preset preset, Collection<Kind> programs) {
        return programs.stream()
                .filter(program -> program.caller() != null && fits(preset, program))
                .anyMatch(
                        program ->
                                (program.caller().name() + " " + program.caller().viaName())
                                        .contains(preset.toString()));
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
