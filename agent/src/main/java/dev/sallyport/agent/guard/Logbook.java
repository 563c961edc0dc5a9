package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.MainJar;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.notice.ServerLog;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Library;
import dev.sallyport.event.RunEvent;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is on record of the run itself and its sessions, beside what it attempts: whom the server
 * met, which jar it is, and what could not be labelled, read or told.
 */
final class Logbook {
    private final Policy policy;
    private final Recorder recorder;
    private final ServerLog log;
    private final MainJar mainJar;
    private final Doors doors;
    private final Register register;
    private final Meetings meetings = new Meetings();
    private final Meetings unheard = new Meetings();
    private final AtomicBoolean mainJarKnown = new AtomicBoolean();

    /**
     * Of one run.
     *
     * @param log that wants to know of sessions, or {@code null}
     */
    Logbook(
            Policy policy,
            Recorder recorder,
            ServerLog log,
            MainJar mainJar,
            Doors doors,
            Register register) {
        this.policy = policy;
        this.recorder = recorder;
        this.log = log;
        this.mainJar = mainJar;
        this.doors = doors;
        this.register = register;
    }

    /** A server and a client have met; as the gate has it, names and values in turn. */
    void met(String[] given) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i + 1 < given.length; i += 2) {
            if (given[i + 1] != null) {
                facts.put(given[i], Printable.text(given[i + 1]));
            }
        }
        Object announced = facts.get("announced_server");
        if (announced != null
                && !policy.isLearning()
                && !announced.equals(Printable.text(policy.server()))) {
            facts.put(RunEvent.WARNING, RunEvent.NAME_DIFFERS);
            facts.put("policy_server", Printable.text(policy.server()));
        }
        if (log != null) {
            log.met(facts.get("transport"));
        }
        if (meetings.isNew(facts)) {
            recorder.run(Activity.SESSION, facts);
        }
    }

    /** A library of dashboards is told nothing. */
    void unheard(String library, String why) {
        Map<String, Object> facts = because("unheard", library, why);
        if (unheard.isNew(facts)) {
            recorder.run(Activity.SESSION, facts);
        }
    }

    /** Tool calls are not told apart there. */
    void unlabelled(String library, String why) {
        recorder.run(Activity.SESSION, because("unlabelled", library, why));
    }

    private static Map<String, Object> because(String what, String library, String why) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(what, Printable.text(library));
        facts.put("why", Printable.text(why));
        return facts;
    }

    /** Once a second: what is looked at off every path on which somebody waits for it. */
    void beat() {
        tellMainJar();
        tellUnread();
    }

    /** A short run must not get by a policy that was approved for another jar. */
    void aboutToStop() {
        if (policy.artifact() != null) {
            tellMainJar();
        }
    }

    void stopped(Tally tally, long spansUnread) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("allowed", tally.allowed());
        counts.put("denied", tally.denied());
        counts.put("spans_unread", spansUnread == 0 ? null : spansUnread);
        recorder.run(Activity.STOP, counts);
    }

    /** Once. */
    private void tellMainJar() {
        if (!mainJarKnown.compareAndSet(false, true)) {
            return;
        }
        Library library = mainJar.library();
        Map<String, Object> facts = new LinkedHashMap<>();
        if (library != null) {
            put(facts, "main_jar", library.jar());
            put(facts, "main_coordinates", library.coordinates());
            put(facts, "main_sha256", library.sha256());
        }
        put(facts, "manifest_openings", mainJar.openings());
        if (!facts.isEmpty()) {
            recorder.run(Activity.SESSION, facts);
        }
        String sha256 = library == null ? null : library.sha256();
        Verdict verdict = policy.mainJar(sha256);
        if (verdict != null) {
            String jar = library == null ? "unknown" : library.jar();
            // Whoever lets this jar be has not let another of its name be.
            AttemptKey key = AttemptKey.path(Activity.MAIN_JAR, jar + " " + sha256, verdict);
            register.conclude(key, Target.module(jar, sha256));
        }
    }

    /** Of each class of an HTTP client that no row fits, once. */
    private void tellUnread() {
        for (String type = doors.unread(); type != null; type = doors.unread()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("unread_requests", Printable.text(type));
            recorder.run(Activity.SESSION, facts);
        }
    }

    private static void put(Map<String, Object> facts, String name, String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
