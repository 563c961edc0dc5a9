package dev.sallyport.agent.guard;

import dev.sallyport.agent.record.Attempt;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;

/**
 * The words of a refusal. They become the tool's error text; the model reads them before the person
 * does, and may hold a shell. So: what was refused, and nothing that helps a way round; no path, no
 * command that changes a policy, no character that could break out of the line.
 */
final class Refusal {
    private Refusal() {}

    static String message(String server, Activity activity, Target target, Outcome outcome) {
        return "Sallyport refused "
                + attempt(server, activity, target)
                + " ("
                + outcome.reason()
                + ", "
                + outcome.violation()
                + "). Do not retry or work around it; ask the user to run: sallyport review "
                + outcome.violation();
    }

    /** The line on stderr, which a person reads. */
    static String line(String server, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        return "Sallyport "
                + (outcome.isBlocked() ? "refused " : "would refuse ")
                + attempt(server, attempt.activity(), attempt.target())
                + " ("
                + outcome.reason()
                + ")"
                + (outcome.lookAlikeOf() == null ? "" : ", looks like " + outcome.lookAlikeOf())
                + "; see: sallyport review "
                + outcome.violation();
    }

    private static String attempt(String server, Activity activity, Target target) {
        String what =
                switch (activity) {
                    case LOOKUP -> "look-up of " + target.display();
                    case REVERSE_LOOKUP -> "reverse look-up of " + target.display();
                    case UNIX_CONNECT -> "unix socket " + fileName(target);
                    case PROCESS -> "program " + fileName(target);
                    case NATIVE_LIBRARY -> "native library " + fileName(target);
                    case AGENT -> "late agent " + fileName(target);
                    case MAIN_JAR -> "main jar " + fileName(target);
                    case TAMPERING -> "tampering with " + fileName(target);
                    default -> target.display();
                };
        return Printable.text(server) + " -> " + what;
    }

    /** The folders are nobody's business who asks a model. */
    private static String fileName(Target target) {
        String path = target.path();
        return path.isEmpty()
                ? "without a name"
                : Printable.text(path.substring(path.lastIndexOf('/') + 1));
    }
}
