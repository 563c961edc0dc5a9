package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What every refusal has in common: how it fails, what it says, and that it is on record. */
final class Refusals {
    private static final Pattern VIOLATION = Pattern.compile("v[0-9a-f]{6}");

    private final GuardedRun run;

    private Refusals(GuardedRun run) {
        this.run = run;
    }

    static Refusals of(GuardedRun run) {
        return new Refusals(run);
    }

    /**
     * A connection failed as the network would let it fail, with our words to its caller, and an
     * event says so.
     *
     * @param target as people read it, {@code evil.example:443}
     */
    void connection(Answer answer, String target, String reason) {
        boolean udp = target.endsWith("/udp");
        String failure = udp ? "java.net.SocketException" : "java.net.ConnectException";
        refused(answer, failure, target, reason);
    }

    /** The same of a look-up. */
    void lookup(Answer answer, String name, String reason) {
        refused(answer, "java.net.UnknownHostException", "look-up of " + name, reason);
    }

    /** The same of a look-up that was a datagram to a DNS server. */
    void question(Answer answer, String name) {
        refused(answer, "java.net.SocketException", "look-up of " + name, "lookup-not-listed");
    }

    /** A connection failed because the look-up before it was refused, and says just that. */
    void lookupOf(Answer answer, String name) {
        refused(answer, "java.net.ConnectException", "look-up of " + name, "lookup-not-listed");
    }

    private void refused(Answer answer, String failure, String target, String reason) {
        assertFalse(answer.worked(), () -> target + " got through: " + answer + "\n" + run);
        JsonNode event = run.events().denial(reason + " " + target);
        String violation = Events.own(event, "violation");
        assertTrue(VIOLATION.matcher(violation).matches(), violation);
        assertEquals(
                List.of(failure, message(target, reason, violation)),
                List.of(answer.failure(), answer.text()));
        assertEquals("block", Events.own(event, "on_violation"), event::toString);
        assertEquals("Blocked", event.path("disposition").asString(), event::toString);
        assertTrue(event.path("is_alert").asBoolean(), event::toString);
    }

    /** The whole text: nothing in it helps a way round, no path of this machine is in it. */
    private static String message(String target, String reason, String violation) {
        return "Sallyport refused %s -> %s (%s, %s). Do not retry or work around it; ask the user to run: sallyport review %s"
                .formatted(GuardedJvm.SERVER, target, reason, violation, violation);
    }
}
