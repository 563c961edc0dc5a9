package dev.sallyport.cli.edit;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Verdict;
import java.util.Set;

/** Decides of one kind of attempt whether a baseline may make a rule of it. */
final class Observed {
    /** Denials that mean no more than that nobody had listed it. */
    private static final Set<String> MERELY_NOT_LISTED =
            Set.of(
                    Reason.NOT_LISTED.wire(),
                    Reason.LOOKUP_NOT_LISTED.wire(),
                    Reason.PROCESS_NOT_LISTED.wire(),
                    Reason.LIBRARY_NOT_LISTED.wire(),
                    Reason.SPECIAL_ADDRESS.wire(),
                    Reason.ADDRESS_NOT_ALLOWED.wire(),
                    Reason.TOOL_NOT_ALLOWED.wire(),
                    Reason.CALLER_NOT_ALLOWED.wire());

    private static final Policy FLOOR = Policy.learning("floor");

    private Observed() {}

    /**
     * Why no rule may be made of it as it was recorded.
     *
     * @param reported whether to go by what a policy would have refused but let go
     * @return {@code null} where one may
     */
    static String objection(Kind kind, boolean reported) {
        if (kind.activity() == Activity.TAMPERING) {
            return "tampering: no rule allows it";
        }
        if (kind.activity() == Activity.AGENT) {
            return "a late agent: if you know it, list it under agents";
        }
        if (!kind.outcome().allowed()) {
            return denial(kind, reported);
        }
        return "none".equals(kind.target().nameSource()) ? forged() : null;
    }

    private static String denial(Kind kind, boolean reported) {
        String reason = kind.outcome().reason();
        if (reason.equals(Reason.FORGED_NAME.wire())) {
            return forged();
        }
        boolean merely = MERELY_NOT_LISTED.contains(reason);
        if (kind.outcome().isBlocked() || !merely) {
            return "it was refused (" + reason + ")" + (merely ? "; to allow it: allow ID" : "");
        }
        return reported
                ? null
                : "it would have been refused (" + reason + "); --reported takes such in";
    }

    private static String forged() {
        return "the name was only claimed: no look-up of the JDK's gave that address (where a"
                + " library resolves by itself, make it ask the JDK)";
    }

    /** Why no rule can name it; {@code null} where one can. */
    static String unnameable(Kind kind) {
        String name = kind.target().name();
        if (name != null && !isCanonical(name)) {
            return "its name is no host name";
        }
        if (kind.activity() != Activity.CONNECT) {
            return null;
        }
        if (kind.target().port() < 1) {
            return "it has no port";
        }
        String transport = kind.target().transport();
        return "tcp".equals(transport) || "udp".equals(transport)
                ? null
                : "no rule can name its transport";
    }

    private static boolean isCanonical(String name) {
        try {
            return HostName.canonical(name).equals(name);
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    /** Whether even a learning run refuses it: what hands out the machine's cloud credentials. */
    static boolean isBelowFloor(Kind kind, String address, long today) {
        Verdict verdict = Replay.verdict(FLOOR, kind, address, today);
        return !verdict.allowed() && verdict.reason().equals(Reason.DENIED_BY_RULE.wire());
    }
}
