package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.notice.Notices;
import dev.sallyport.agent.notice.Spans;
import dev.sallyport.agent.record.Attempt;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.Objects;

/**
 * Where a judged attempt goes: it is counted, put on record with its tool call and its caller the
 * first time, told on stderr if it was denied, and given the words of its refusal.
 */
final class Register {
    /** In place of a reason, where nothing was decided. */
    private static final String NAME_ONLY = "name-only";

    private final String server;
    private final Policy policy;
    private final OnViolation override;
    private final NameLedger ledger;
    private final ModuleHash libraries;
    private final Ground ground;
    private final Callers callers;
    private final Recorder recorder;
    private final Notices notices;
    private final Spans spans;
    private final Tally tally;
    private final HostTallies hosts;
    private final Standing standing;

    /**
     * A register of one run.
     *
     * @param ledger says how a name was proved
     * @param libraries hashes what is loaded
     * @param callers which code makes an attempt
     * @param notices tell people of denials
     * @param spans tell traces of them
     * @param tally counts
     * @param hosts count by host; {@code null} where nobody wants to know
     * @param standing is told of violations
     */
    Register(
            Orders orders,
            NameLedger ledger,
            ModuleHash libraries,
            Ground ground,
            Callers callers,
            Recorder recorder,
            Notices notices,
            Spans spans,
            Tally tally,
            HostTallies hosts,
            Standing standing) {
        this.server = orders.server();
        this.policy = orders.policy();
        this.override = orders.override();
        this.ledger = ledger;
        this.libraries = libraries;
        this.ground = ground;
        this.callers = callers;
        this.recorder = recorder;
        this.tally = tally;
        this.hosts = hosts;
        this.standing = standing;
        this.notices = notices;
        this.spans = spans;
    }

    /** A violation of nobody's: no tool call, no caller. */
    void conclude(AttemptKey key, Target target) {
        Attempt attempt = describe(key, target, new Origin(ToolCalls.NONE, null));
        count(key, attempt);
        new Writing(key.kind(ToolCalls.NONE)).write(attempt);
    }

    /**
     * Puts the attempt on record.
     *
     * @param count false where an equal attempt, if it is on record, is this one
     * @return the refusal, or {@code null}
     */
    String conclude(AttemptKey key, boolean count) {
        return conclude(key, ground.toolCalls(), count);
    }

    String conclude(AttemptKey key, ToolCalls calls, boolean count) {
        return conclude(key, calls, count, null);
    }

    /** The same, with the arguments of a program. */
    String conclude(AttemptKey key, ToolCalls calls, boolean count, String arguments) {
        KindKey kind = key.kind(calls);
        Attempt again = count ? recorder.countUnlessRound(kind) : null;
        if (again != null) {
            count(key, again);
            mark(again);
            return again.refusal();
        }
        Attempt first = count ? recorder.find(kind) : null;
        Caller other = first == null ? null : otherCaller(first);
        if (other != null) {
            kind = kind.by(other);
        }
        Attempt attempt = count ? recorder.count(kind) : recorder.find(kind);
        if (attempt != null && !count) {
            return attempt.refusal();
        }
        boolean isFirst = attempt == null;
        if (isFirst) {
            Caller caller = other != null ? other : caller(calls);
            attempt = describe(key, target(key, arguments), new Origin(calls, caller));
        }
        count(key, attempt);
        if (isFirst && attempt.outcome().allowed()) {
            recorder.record(kind, attempt);
        } else if (isFirst) {
            spans.write(attempt, new Writing(kind));
        }
        mark(attempt);
        return attempt.refusal();
    }

    /** Where a span is current, a violation is an event of it. */
    private void mark(Attempt attempt) {
        if (attempt.outcome().isTold() && spans.areKnown()) {
            spans.mark(Refusal.notice(server, attempt));
        }
    }

    /**
     * Puts on record which name a connection's handshake has proved. The connection itself is on
     * record already, with its call, its caller and what was decided, and has been counted.
     */
    void note(ServerNameKey key) {
        if (recorder.count(key) == null) {
            Target target =
                    Target.host(
                            key.name(),
                            "sni",
                            key.address().toString(),
                            key.port(),
                            Transport.TCP.wire());
            Outcome nothing = new Outcome(true, NAME_ONLY, null, null, false, null);
            recorder.record(
                    key, new Attempt(Activity.SERVER_NAME, target, nothing, Origin.UNKNOWN, null));
        }
    }

    private void count(AttemptKey key, Attempt attempt) {
        count(tally, key, attempt);
        if (hosts != null) {
            count(hosts.of(key), key, attempt);
        }
        if (attempt.outcome().isTold()) {
            standing.violated(attempt.outcome().violation());
        }
    }

    private static void count(Tally tally, AttemptKey key, Attempt attempt) {
        tally.count(key.cell());
        if (attempt.outcome().isTold()) {
            tally.countViolation(key.activity(), attempt.outcome().onViolation());
        }
    }

    /**
     * Who makes the attempt, if that is not who made the first of its kind. A walk over the stack
     * costs too much for each, so this is asked at every second, fourth, eighth … one.
     */
    private Caller otherCaller(Attempt first) {
        Caller before = first.origin().caller();
        Caller now = before == null ? null : caller(first.origin().calls());
        return now == null
                        || (now.name().equals(before.name())
                                && Objects.equals(now.viaName(), before.viaName()))
                ? null
                : now;
    }

    /**
     * Who makes the attempt: on this thread's stack, or who handed it its work. Where that was not
     * noted, the tool's next calls note it: doing so always would cost more than all the rest.
     */
    private Caller caller(ToolCalls calls) {
        Caller here = callers.find();
        if (here == null || here.type() != null) {
            return here;
        }
        if (ground.handedOverBy() instanceof Caller maker) {
            return maker.handedOver(here.via());
        }
        if (calls.certainty() == Certainty.EXACT) {
            ground.trace(calls.names().get(0));
        }
        return here;
    }

    /** Puts a denied attempt on record, and tells people if it is the first of its kind. */
    private final class Writing implements Spans.Writing {
        private final KindKey kind;

        Writing(KindKey kind) {
            this.kind = kind;
        }

        @Override
        public void write(Attempt attempt) {
            if (recorder.record(kind, attempt) && attempt.outcome().isTold()) {
                notices.denied(Refusal.notice(server, attempt));
            }
        }
    }

    /** What is written of an attempt; costs too much for one that is on record already. */
    private Attempt describe(AttemptKey key, Target target, Origin origin) {
        Verdict verdict = key.verdict();
        if (verdict.allowed()) {
            Outcome outcome =
                    new Outcome(true, verdict.reason(), verdict.ruleLabel(), null, false, null);
            return new Attempt(key.activity(), target, outcome, origin, null);
        }
        boolean overridden = override != null && !policy.isLearning();
        OnViolation done = overridden ? override : verdict.onViolation();
        Outcome outcome =
                new Outcome(
                        false,
                        verdict.reason(),
                        verdict.ruleLabel(),
                        key.activity() == Activity.MAIN_JAR ? done.atMostReport() : done,
                        verdict.quiet(),
                        ViolationId.of(server, key.toString()),
                        target.name() == null ? null : policy.lookAlikeOf(target.name()));
        String refusal =
                outcome.isBlocked()
                        ? Refusal.message(server, key.activity(), target, outcome)
                        : null;
        return new Attempt(key.activity(), target, outcome, origin, refusal);
    }

    private Target target(AttemptKey key, String arguments) {
        if (key.activity() == Activity.PROCESS) {
            String recorded = CommandLine.recorded(arguments, System.getenv());
            return Target.program(key.path(), recorded);
        }
        if (key.activity() == Activity.NATIVE_LIBRARY || key.activity() == Activity.AGENT) {
            return Target.module(key.path(), libraries.toRecord(key.path()));
        }
        if (key.path() != null) {
            return Target.path(key.path());
        }
        if (key.activity() == Activity.LOOKUP) {
            return Target.name(key.name());
        }
        if (key.activity() == Activity.REVERSE_LOOKUP) {
            return Target.address(key.address().toString());
        }
        Address address = key.address();
        Target host =
                Target.host(
                        key.name(),
                        key.name() == null ? null : nameSource(key.name(), address, key.compared()),
                        address == null ? null : address.toString(),
                        key.port(),
                        key.transport().wire());
        Target named = address == null ? host : host.withNames(ledger.namesOf(address));
        return named.withCompared(key.compared()).withRequest(key.request());
    }

    /** How a name was proved for the address; none is known where a listed proxy resolves it. */
    private String nameSource(String name, Address address, String compared) {
        if (address == null) {
            return compared == null ? "proxy-target" : "none";
        }
        if (name.equals("localhost")) {
            return "look-up";
        }
        if (!ledger.proves(name, address)) {
            return "none";
        }
        return ledger.isByLibrary(name, address) ? "library-resolver" : "look-up";
    }
}
