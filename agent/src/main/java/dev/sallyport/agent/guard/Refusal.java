package dev.sallyport.agent.guard;

import dev.sallyport.agent.notice.Notice;
import dev.sallyport.agent.record.Attempt;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import java.util.ArrayList;
import java.util.List;

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

    /** What else tells people of it, in the server's own log and traces. */
    static Notice notice(String server, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        ToolCalls calls = attempt.origin().calls();
        List<String> facts = new ArrayList<>();
        add(facts, "violation", outcome.violation());
        add(facts, "verdict", outcome.allowed() ? "allow" : "deny");
        add(facts, "on_violation", outcome.onViolation().wire());
        add(facts, "reason", outcome.reason());
        add(facts, "server", Printable.text(server));
        add(facts, "destination", destination(attempt.activity(), attempt.target()));
        StringBuilder tools = new StringBuilder();
        for (int i = 0; i < calls.names().size(); i++) {
            tools.append(i == 0 ? "" : " or ").append(Printable.text(calls.names().get(i)));
        }
        if (tools.length() > 0) {
            add(facts, "tool", tools.toString());
            add(facts, "tool_certainty", calls.certainty().wire());
        }
        return new Notice(outcome.violation(), line(server, attempt), facts.toArray(new String[0]));
    }

    private static void add(List<String> facts, String name, String value) {
        facts.add(name);
        facts.add(value);
    }

    private static String attempt(String server, Activity activity, Target target) {
        return Printable.text(server) + " -> " + destination(activity, target);
    }

    private static String destination(Activity activity, Target target) {
        return switch (activity) {
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
    }

    /** The folders are nobody's business who asks a model. */
    private static String fileName(Target target) {
        String path = target.path();
        return path.isEmpty()
                ? "without a name"
                : Printable.text(path.substring(path.lastIndexOf('/') + 1));
    }
}
