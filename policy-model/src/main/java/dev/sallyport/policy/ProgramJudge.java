package dev.sallyport.policy;

import java.util.List;

/** Decides programs: by the policy's list, and by the presets that it names. */
final class ProgramJudge {
    private final PathJudge listed;
    private final List<Preset> presets;
    private final String java;
    private final Verdict preset = Verdict.allow(Reason.PRESETS);

    /**
     * Judges.
     *
     * @param java path of the program that runs this JVM
     */
    ProgramJudge(PathJudge listed, List<Preset> presets, String java) {
        this.listed = listed;
        this.presets = presets;
        this.java = java;
    }

    Verdict judge(Destination.Program program) {
        Verdict verdict = listed.judge(program.path(), null);
        if (!verdict.allowed() && program.arguments() != null) {
            for (int i = 0; i < presets.size(); i++) {
                if (presets.get(i).allows(program.path(), program.arguments(), java)) {
                    return preset;
                }
            }
        }
        return verdict;
    }
}
