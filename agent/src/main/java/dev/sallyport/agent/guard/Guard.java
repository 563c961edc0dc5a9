package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.record.Attempt;
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
    private final Ground ground;
    private final ThisHost host;
    private final RealPaths links;
    private final LibraryPins pins;
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
        this.ground = ground;
        this.host = new ThisHost(ground);
        this.links = new RealPaths(policy);
        this.pins = new LibraryPins(policy);
        this.recorder = recorder;
        this.notices = new Notices(policy.isLearning());
    }

    @Override
    public String connect(byte[] bytes, int port, String claim, boolean udp) {
        Address address = Address.of(bytes);
        Transport transport = udp ? Transport.UDP : Transport.TCP;
        Verdict verdict = decide(new Destination.Connection(address, port, transport, claim));
        String name = shownName(address, claim);
        return conclude(AttemptKey.connection(name, address, port, transport, verdict), true);
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
    public String reverse(byte[] bytes) {
        Address address = Address.of(bytes);
        Verdict verdict = decide(new Destination.ReverseLookup(address));
        return conclude(AttemptKey.reverse(address, verdict), true);
    }

    /** The JDK looks a name up again that a reverse look-up gave, to see whether it is true. */
    @Override
    public void named(byte[] address, String name) {
        String canonical = canonical(name);
        if (canonical != null && ground.isOwnAddress(address)) {
            host.addName(canonical);
        }
    }

    @Override
    public String unixConnect(String path) {
        Verdict verdict = decide(new Destination.UnixSocket(path));
        String listed = links.listedAs(path);
        if (!verdict.allowed() && listed != null) {
            verdict = decide(new Destination.UnixSocket(listed));
        }
        return conclude(AttemptKey.path(Activity.UNIX_CONNECT, path, verdict), true);
    }

    @Override
    public String process(String program) {
        Verdict verdict = decide(new Destination.Program(program));
        String listed = links.listedAs(program);
        if (!verdict.allowed() && listed != null) {
            verdict = decide(new Destination.Program(listed));
        }
        return conclude(AttemptKey.path(Activity.PROCESS, program, verdict), true);
    }

    @Override
    public boolean listsProgram(String path) {
        return decide(new Destination.Program(path)).allowed();
    }

    /** The JDK's own libraries are part of what runs the server, and are not put on record. */
    @Override
    public String nativeLibrary(String path) {
        if (links.isOfJdk(path)) {
            return null;
        }
        Verdict verdict = decide(new Destination.NativeLibrary(path, pins.hashOf(path)));
        return conclude(AttemptKey.path(Activity.NATIVE_LIBRARY, path, verdict), true);
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
        String shown = canonical != null ? canonical : Printable.text(name);
        return conclude(AttemptKey.lookup(shown, verdict), count);
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
    private String conclude(AttemptKey key, boolean count) {
        Attempt attempt = count ? recorder.count(key) : recorder.find(key);
        if (attempt != null && !count) {
            return attempt.refusal();
        }
        (key.verdict().allowed() ? allowed : denied).incrementAndGet();
        if (attempt == null) {
            attempt = describe(key);
            if (recorder.record(key, attempt) && attempt.outcome().isTold()) {
                notices.denied(Refusal.line(server, attempt));
            }
        }
        return attempt.refusal();
    }

    /** What is written of an attempt; costs too much for one that is on record already. */
    private Attempt describe(AttemptKey key) {
        Verdict verdict = key.verdict();
        List<String> tools = Collections.emptyList();
        if (verdict.allowed()) {
            Outcome outcome =
                    new Outcome(true, verdict.reason(), verdict.ruleLabel(), null, false, null);
            return new Attempt(key.activity(), target(key), outcome, tools, null);
        }
        boolean overridden = override != null && !policy.isLearning();
        Outcome outcome =
                new Outcome(
                        false,
                        verdict.reason(),
                        verdict.ruleLabel(),
                        overridden ? override : verdict.onViolation(),
                        verdict.quiet(),
                        ViolationId.of(server, key.toString()));
        String refusal =
                outcome.isBlocked()
                        ? Refusal.message(server, key.activity(), target(key), outcome)
                        : null;
        return new Attempt(key.activity(), target(key), outcome, tools, refusal);
    }

    private Target target(AttemptKey key) {
        if (key.path() != null) {
            return Target.path(key.path());
        }
        if (key.activity() == Activity.LOOKUP) {
            return Target.name(key.name());
        }
        if (key.activity() == Activity.REVERSE_LOOKUP) {
            return Target.address(key.address().toString());
        }
        String source = null;
        if (key.name() != null) {
            boolean proved =
                    key.name().equals("localhost") || ledger.proves(key.name(), key.address());
            source = proved ? "look-up" : "none";
        }
        return Target.host(
                key.name(), source, key.address().toString(), key.port(), key.transport().wire());
    }

    /** The claim where there is one, else the first name that is proved, else {@code null}. */
    private String shownName(Address address, String claim) {
        String claimed = claim == null || claim.isEmpty() ? null : canonical(claim);
        if (claimed != null) {
            return claimed;
        }
        List<String> proved = ledger.namesOf(address);
        return proved.isEmpty() ? null : proved.get(0);
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
