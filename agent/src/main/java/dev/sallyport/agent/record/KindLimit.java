package dev.sallyport.agent.record;

import dev.sallyport.event.Target;
import dev.sallyport.policy.RegistrableDomain;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a million random host names from becoming a million kinds: of one (reason, registrable
 * domain) the first 1,000 are kept apart, of all together the first 20,000. What comes later is
 * counted, exactly, as "others" of its group. Used under the recorder's lock.
 */
final class KindLimit {
    static final int PER_GROUP = 1_000;
    static final int IN_ALL = 20_000;

    private final Map<String, Integer> admitted = new HashMap<>();
    private int all;

    /**
     * The group's key if the attempt is one too many, {@code null} if it may be of a kind of its
     * own.
     */
    String overflowOf(Attempt attempt) {
        String reason = attempt.outcome().reason();
        String group = "others|" + reason + "|" + domain(attempt.target());
        Integer count = admitted.get(group);
        int before = count == null ? 0 : count;
        if (all >= IN_ALL) {
            return count == null ? "others|" + reason : group;
        }
        if (before >= PER_GROUP) {
            return group;
        }
        admitted.put(group, before + 1);
        all++;
        return null;
    }

    /** What an overflow kind is called. */
    Target others(Target target) {
        return Target.name(all >= IN_ALL ? "(others)" : "*." + domain(target));
    }

    private static String domain(Target target) {
        return target.name() == null ? "(address)" : RegistrableDomain.of(target.name());
    }
}
