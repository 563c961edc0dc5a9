package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.HostPattern;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides, records, and says what a refusal says. It looks at the destination alone; who calls is
 * never asked, so a borrowed stack opens nothing.
 *
 * <p>No code of the application runs in here: names come as strings, addresses as bytes.
 */
public final class Guard implements Sentry {
    private static final long DAY = 24L * 60 * 60 * 1000;

    private final String server;
    private final Policy policy;
    private final OnViolation override;
    private final NameLedger ledger;
    private final ThisHost host;
    private final Recorder recorder;
    private final Notices notices;
    private final AtomicLong allowed = new AtomicLong();
    private final AtomicLong denied = new AtomicLong();

    /**
     * @param override what happens to a violation whatever the policy says, or {@code null}; a
     *     learning run keeps its floor
     */
    public Guard(
            String server, Policy policy, OnViolation override, Ground ground, Recorder recorder) {
        this.server = server;
        this.policy = policy;
        this.override = override;
        this.ledger = new NameLedger(NameLedger.DEFAULT_CAPACITY, new SpelledOut(policy));
        this.host = new ThisHost(ground);
        this.recorder = recorder;
        this.notices = new Notices(policy.isLearning());
    }

    @Override
    public String connect(byte[] bytes, int port, String claim, boolean udp) {
        Address address = Address.of(bytes);
        Transport transport = udp ? Transport.UDP : Transport.TCP;
        Verdict verdict = decide(new Destination.Connection(address, port, transport, claim));
        return conclude(Activity.CONNECT, endpoint(address, port, transport, claim), verdict, true);
    }

    @Override
    public String lookup(String name) {
        return lookup(name, true);
    }

    @Override
    public String resolve(String name) {
        return lookup(name, false);
    }

    @Override
    public void resolved(String name, byte[] address) {
        String canonical = canonical(name);
        if (canonical != null) {
            ledger.bind(canonical, Address.of(address));
        }
    }

    /**
     * A name that was refused is refused again with the same words, and not counted again: its
     * look-up was. Through a SOCKS proxy such a name would leave the process without a look-up.
     */
    @Override
    public String unresolved(String name) {
        return lookup(name, false);
    }

    @Override
    public void beat() {
        recorder.flush();
    }

    @Override
    public void end() {
        recorder.flush();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("allowed", allowed.get());
        counts.put("denied", denied.get());
        recorder.run(Activity.STOP, counts);
    }

    private String lookup(String name, boolean count) {
        Verdict verdict = decide(new Destination.Lookup(name));
        String canonical = canonical(name);
        Target target = Target.name(canonical != null ? canonical : Printable.text(name));
        return conclude(Activity.LOOKUP, target, verdict, count);
    }

    private Verdict decide(Destination destination) {
        return policy.decide(
                destination,
                Collections.emptyList(),
                System.currentTimeMillis() / DAY,
                ledger,
                host);
    }

    /**
     * Puts the attempt on record.
     *
     * @param count false where an equal attempt, if it is on record, is this one
     * @return the refusal, or {@code null}
     */
    private String conclude(Activity activity, Target target, Verdict verdict, boolean count) {
        OnViolation action = null;
        String violation = null;
        String key = activity.wireName() + "|" + verdict.reason() + "|" + text(target);
        if (!verdict.allowed()) {
            action = override != null && !policy.isLearning() ? override : verdict.onViolation();
            violation = ViolationId.of(server, key);
        }
        if (count || !recorder.knows(key)) {
            (verdict.allowed() ? allowed : denied).incrementAndGet();
            Outcome outcome =
                    new Outcome(
                            verdict.allowed(),
                            verdict.reason(),
                            verdict.ruleLabel(),
                            action,
                            verdict.quiet(),
                            violation);
            List<String> tools = Collections.emptyList();
            if (recorder.record(key, activity, target, outcome, tools)
                    && !verdict.allowed()
                    && !verdict.quiet()) {
                notices.denied(Refusal.line(server, activity, target, outcome));
            }
        }
        return action == OnViolation.BLOCK
                ? Refusal.message(server, activity, target, verdict.reason(), violation)
                : null;
    }

    /** The name to show: the claim where there is one, else the first name that is proved. */
    private Target endpoint(Address address, int port, Transport transport, String claim) {
        String name = claim == null || claim.isEmpty() ? null : canonical(claim);
        if (name == null) {
            List<String> proved = ledger.namesOf(address);
            name = proved.isEmpty() ? null : proved.get(0);
        }
        String source =
                name == null
                        ? null
                        : ledger.proves(name, address) || "localhost".equals(name)
                                ? "look-up"
                                : "none";
        return Target.host(name, source, address.toString(), port, transport.wire());
    }

    private static String text(Target target) {
        return target.name()
                + "|"
                + target.address()
                + "|"
                + target.port()
                + "|"
                + target.transport()
                + "|"
                + target.path();
    }

    private static String canonical(String name) {
        try {
            return HostName.canonical(name);
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }

    /** The names that allow rules spell out. */
    private static final class SpelledOut implements NameLedger.Lasting {
        private final Set<String> names = new HashSet<>();

        SpelledOut(Policy policy) {
            for (Rule rule : policy.allow()) {
                HostPattern pattern = rule.host();
                if (pattern != null && pattern.toString().charAt(0) != '*') {
                    names.add(pattern.toString());
                }
            }
        }

        @Override
        public boolean spellsOut(String canonicalName) {
            return names.contains(canonicalName);
        }
    }
}
