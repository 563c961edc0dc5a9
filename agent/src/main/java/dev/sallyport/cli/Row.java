package dev.sallyport.cli;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;

/** One line of the review: attempts that a person would call the same, and how many there were. */
final class Row {
    private final String verdict;
    private final String host;
    private final String destination;
    private final ToolCalls calls;
    private final String caller;
    private final String reason;
    private final String violation;
    private final boolean isViolation;
    private final boolean allowed;
    private final long count;
    private final long first;
    private final long last;

    Row(Kind kind) {
        Outcome outcome = kind.outcome();
        this.verdict = verdict(outcome);
        this.host = kind.target().display();
        this.destination = Shown.text(destination(kind.activity(), kind.target(), outcome));
        this.calls = kind.calls();
        this.caller = caller(kind.caller());
        this.reason = Shown.text(outcome.reason());
        this.violation = outcome.violation() == null ? "" : Shown.text(outcome.violation());
        this.isViolation = outcome.isViolation();
        this.allowed = outcome.allowed();
        this.count = kind.count();
        this.first = kind.first();
        this.last = kind.last();
    }

    private Row(Row a, Row b) {
        this.verdict = a.verdict;
        this.host = a.host;
        this.destination = a.destination;
        this.calls = a.calls;
        this.caller = a.caller;
        this.reason = a.reason;
        this.violation = a.violation;
        this.isViolation = a.isViolation;
        this.allowed = a.allowed;
        this.count = a.count + b.count;
        this.first = Math.min(a.first, b.first);
        this.last = Math.max(a.last, b.last);
    }

    Row plus(Row other) {
        return new Row(this, other);
    }

    private static String verdict(Outcome outcome) {
        if (outcome.allowed()) {
            return "allow";
        }
        if (outcome.isBlocked()) {
            return outcome.quiet() ? "deny, blocked (quiet)" : "deny, blocked";
        }
        return outcome.isViolation() ? "deny, reported" : "deny, logged";
    }

    private static String destination(Activity activity, Target target, Outcome outcome) {
        String display = target.display();
        return switch (activity) {
            case LOOKUP -> "look-up of " + display;
            case REVERSE_LOOKUP -> "reverse look-up of " + display;
            case PROCESS -> "program " + display;
            case NATIVE_LIBRARY -> "native library " + display;
            case AGENT -> "late agent " + display;
            case MAIN_JAR -> "main jar " + display;
            case TAMPERING -> "tampering with " + display;
            default ->
                    outcome.allowed() || target.name() == null || target.address() == null
                            ? display
                            : display + " at " + target.address();
        };
    }

    String key() {
        return verdict
                + "\n"
                + destination
                + "\n"
                + tools()
                + "\n"
                + caller
                + "\n"
                + reason
                + "\n"
                + violation;
    }

    int weight() {
        return isViolation ? 0 : allowed ? 2 : 1;
    }

    boolean isViolation() {
        return isViolation;
    }

    String verdict() {
        return verdict;
    }

    /** What keeps a connection beside its look-up when rows are sorted. */
    String host() {
        return host;
    }

    String destination() {
        return destination;
    }

    /** The tool calls and how sure they are; {@code -} where nobody looked. */
    String tools() {
        return ShownCalls.text(calls);
    }

    /** As the event has them. */
    ToolCalls calls() {
        return calls;
    }

    /** Which code, and which library connected for it; {@code -} where nobody looked. */
    String caller() {
        return caller;
    }

    private static String caller(Caller caller) {
        if (caller == null) {
            return "-";
        }
        String via = caller.viaName();
        return Shown.text(via == null ? caller.name() : caller.name() + " via " + via);
    }

    String reason() {
        return reason;
    }

    /** The id, or empty where there is no denial. */
    String violation() {
        return violation;
    }

    long count() {
        return count;
    }

    /** Epoch milliseconds. */
    long first() {
        return first;
    }

    /** Epoch milliseconds. */
    long last() {
        return last;
    }
}
