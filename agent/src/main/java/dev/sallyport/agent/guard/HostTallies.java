package dev.sallyport.agent.guard;

import dev.sallyport.policy.HostPattern;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is counted by host, where somebody asked for that: the hosts that allow rules list, and all
 * others as one. So there is an end to them, whatever a server connects to.
 */
final class HostTallies {
    /** The first ones of the file; each is some dozen series of a dashboard's. */
    static final int MOST = 100;

    /** A rule's host of this name is one of them. */
    static final String OTHER = "other";

    private final HostTally others = HostTally.ofAny(OTHER, new Tally());
    private final Map<String, HostTally> byText = new HashMap<>();
    private final List<HostTally> wildcards = new ArrayList<>();
    private final List<HostTally> all = new ArrayList<>();

    HostTallies(Policy policy) {
        all.add(others);
        for (Rule rule : policy.allow()) {
            HostPattern pattern = rule.host();
            if (pattern != null && !pattern.toString().equals(OTHER)) {
                add(pattern, rule);
            }
        }
    }

    private void add(HostPattern pattern, Rule rule) {
        String text = pattern.toString();
        HostTally host = byText.get(text);
        if (host == null) {
            if (all.size() > MOST) {
                return;
            }
            host = HostTally.of(pattern);
            byText.put(text, host);
            all.add(host);
            if (text.charAt(0) == '*') {
                wildcards.add(host);
            }
        }
        host.list(rule.transport());
    }

    /** Those that figures have, in the order of the policy, behind that of all others. */
    List<HostTally> all() {
        return all;
    }

    /** Where an attempt is counted: by the name that its event has, spelled out or as a star's. */
    Tally of(AttemptKey key) {
        HostTally host = key.name() == null ? null : named(key.name());
        return host != null && host.counts(key) ? host.tally() : others.tally();
    }

    private HostTally named(String name) {
        HostTally host = byText.get(name);
        for (int i = 0; i < wildcards.size() && host == null; i++) {
            if (wildcards.get(i).pattern().matches(name)) {
                host = wildcards.get(i);
            }
        }
        return host;
    }
}
