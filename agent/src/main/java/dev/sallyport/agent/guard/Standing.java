package dev.sallyport.agent.guard;

import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** How the server is guarded, as its own health tells it: no host, no path. */
final class Standing {
    private final List<String> facts = new ArrayList<>();
    private volatile Last last;

    /** Nothing was denied yet. */
    Standing(Orders orders) {
        Policy policy = orders.policy();
        add("server", orders.server());
        add("mode", policy.isLearning() ? "learn" : "hold");
        if (orders.policySha256() != null) {
            add("policy_sha256", orders.policySha256());
        }
        if (!policy.isLearning()) {
            OnViolation override = orders.override();
            add("on_violation", (override != null ? override : policy.onViolation()).wire());
        }
    }

    private void add(String name, String value) {
        facts.add(name);
        facts.add(value);
    }

    /** An attempt was denied that is no known noise. */
    void violated(String id) {
        last = new Last(id, System.currentTimeMillis());
    }

    /** As {@link dev.sallyport.agent.gate.Figures#standing} has it. */
    String[] facts() {
        List<String> all = new ArrayList<>(facts);
        Last violation = last;
        if (violation != null) {
            all.add("last_violation");
            all.add(violation.id);
            all.add("last_violation_time");
            all.add(Long.toString(violation.time));
        }
        return all.toArray(new String[0]);
    }

    private static final class Last {
        private final String id;
        private final long time;

        Last(String id, long time) {
            this.id = id;
            this.time = time;
        }
    }
}
