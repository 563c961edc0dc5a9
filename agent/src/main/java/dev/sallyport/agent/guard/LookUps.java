package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Verdict;
import java.util.Collections;
import java.util.List;

/**
 * Judges look-ups, whichever way they are made: a name by the JDK's resolver or in a datagram of a
 * library's, an address by either.
 */
final class LookUps {
    private static final List<String> NO_TOOLS = Collections.emptyList();

    private static final Verdict RESOLVER = Verdict.allow(Reason.RESOLVER);

    private final Policy policy;
    private final NameLedger ledger;
    private final Today today;
    private final ThisHost host;
    private final Callers callers;
    private final KnownAttempts known;
    private final Register register;

    LookUps(
            Policy policy,
            NameLedger ledger,
            Today today,
            ThisHost host,
            Callers callers,
            KnownAttempts known,
            Register register) {
        this.policy = policy;
        this.ledger = ledger;
        this.today = today;
        this.host = host;
        this.callers = callers;
        this.known = known;
        this.register = register;
    }

    /**
     * A name's addresses are asked for.
     *
     * @param count false where an equal attempt, if it is on record, is this one
     * @return the refusal, or {@code null}
     */
    String forward(String name, boolean count) {
        return register.conclude(judged(name), count);
    }

    /** The same for one that goes along with a listed name's. */
    String along(String name) {
        return register.conclude(AttemptKey.lookup(shown(name), RESOLVER), true);
    }

    /** How the policy judges it; nobody is told. */
    Verdict verdict(String name) {
        return judged(name).verdict();
    }

    private AttemptKey judged(String name) {
        AttemptKey key =
                known.find(null, 0, null, name, NO_TOOLS, ledger.generation(), today.epochDay());
        return key != null ? key : judge(name);
    }

    private AttemptKey judge(String name) {
        Circumstances now = now();
        Verdict verdict = decide(new Destination.Lookup(name), now);
        AttemptKey key = AttemptKey.lookup(shown(name), verdict);
        known.keep(null, 0, null, name, NO_TOOLS, now, key);
        return key;
    }

    /** An address's name is asked for. */
    String reverse(Address address) {
        Verdict verdict = decide(new Destination.ReverseLookup(address), now());
        return register.conclude(AttemptKey.reverse(address, verdict), true);
    }

    private Circumstances now() {
        return new Circumstances(host, ledger, today, NO_TOOLS, callers);
    }

    private Verdict decide(Destination destination, Circumstances now) {
        return policy.decide(destination, now, now.today(), ledger, now);
    }

    /** Canonical, or as it stands where it is no name. */
    static String shown(String name) {
        String canonical = canonical(name);
        return canonical != null ? canonical : Printable.text(name);
    }

    /** {@code null} where it is no name. */
    static String canonical(String name) {
        try {
            return HostName.canonical(name);
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }
}
