package dev.sallyport.harness.evasion;

import java.util.Map;

/**
 * What came of one technique on one JDK. Each text is what arrived, empty if nothing did.
 *
 * @param bare without an agent
 * @param guarded with a policy that lists nothing of it
 * @param refusals what was denied then, with counts
 * @param twin with a policy that lists it, {@code null} where there is none
 * @param said by the attack, in that order, for people
 */
record Finding(
        Technique technique,
        int feature,
        String bare,
        String guarded,
        Map<String, Long> refusals,
        String twin,
        String said) {

    /** Whether there is no such way here. */
    boolean isAbsent() {
        return bare.isEmpty() && guarded.isEmpty() && !technique.mayLack().isEmpty();
    }

    boolean gotThrough() {
        return !guarded.isEmpty() || (technique.refusalTells() && refusals.isEmpty());
    }

    /** Why this is not as it should be, or {@code null}. */
    String problem(Remainder remainder) {
        String problem = firstProblem(remainder.isOpen(technique.value(), feature));
        return problem == null
                ? null
                : "%s, JDK %d: %s%nbare: %s%nguarded: %s%nrefused: %s%ntwin: %s%n%s"
                        .formatted(
                                technique.value(),
                                feature,
                                problem,
                                bare,
                                guarded,
                                refusals,
                                twin,
                                said);
    }

    private String firstProblem(boolean known) {
        if (isAbsent()) {
            return null;
        }
        if (bare.isEmpty() && !technique.refusalTells()) {
            return "a dud: it does not even get out of a bare JVM";
        }
        if (gotThrough() && !known) {
            return "it GOT THROUGH";
        }
        if (!gotThrough() && known) {
            return "it is held, and remainder.txt still says that it is open";
        }
        if (!gotThrough() && refusals.isEmpty() && technique.heldBy().isEmpty()) {
            return "nothing arrived, and nothing was refused: what held it?";
        }
        if (twin != null && twin.isEmpty() && !technique.refusalTells()) {
            return "its honest twin does not work";
        }
        return null;
    }
}
