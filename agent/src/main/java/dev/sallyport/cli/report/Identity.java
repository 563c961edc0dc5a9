package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Shown;
import dev.sallyport.event.RunEvent;
import java.util.Map;

/** What a run said of its server: who it says it is, and what it was started from. */
final class Identity {
    private final Map<String, Object> facts;

    Identity(RunEvent event) {
        this.facts = event.facts();
    }

    /** In a line for people; {@code null} where the event says something else. */
    String line() {
        if (facts.containsKey("announced_server")) {
            return meeting();
        }
        if (RunEvent.WRITTEN_LATE.equals(facts.get(RunEvent.WARNING))) {
            return "WARNING: events could not be written for a while; "
                    + text("late_attempts")
                    + " attempts were kept in memory and written late";
        }
        return facts.containsKey("main_jar") || facts.containsKey("manifest_openings")
                ? mainJar()
                : null;
    }

    /** {@code announces itself as weather 1.0.0 to claude 2.1 over stdio}. */
    private String meeting() {
        String line = "announces itself as " + named("announced_server", "announced_version");
        if (facts.containsKey("client")) {
            line += " to " + named("client", "client_version");
        }
        if (facts.containsKey("transport")) {
            line += " over " + text("transport");
        }
        if (RunEvent.NAME_DIFFERS.equals(facts.get(RunEvent.WARNING))) {
            line += "; WARNING: the policy is for " + text("policy_server");
        }
        return line;
    }

    private String mainJar() {
        String line = "main jar " + (facts.containsKey("main_jar") ? text("main_jar") : "unknown");
        if (facts.containsKey("main_coordinates")) {
            line += " (" + text("main_coordinates") + ")";
        }
        if (facts.containsKey("main_sha256")) {
            line += ", SHA-256 " + text("main_sha256");
        }
        if (facts.containsKey("manifest_openings")) {
            line += "; its manifest has " + text("manifest_openings");
        }
        return line;
    }

    private String named(String name, String version) {
        return text(name) + (facts.containsKey(version) ? " " + text(version) : "");
    }

    private String text(String fact) {
        return Shown.text(String.valueOf(facts.get(fact)));
    }
}
