package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code allow} and {@code deny}: the rules one by one, and what holds between their keys.
 */
final class RuleReader {
    private static final Keys ALLOW =
            new Keys(
                    "an allow rule",
                    new String[] {
                        "id",
                        "host",
                        "cidr",
                        "unix",
                        "ports",
                        "transport",
                        "addresses",
                        "tools",
                        "callers",
                        "methods",
                        "paths",
                        "expires",
                        "why"
                    },
                    new String[] {"quiet", "belongs to deny rules; remove it"},
                    new String[] {
                        "onViolation", "belongs to deny rules, sections and the policy; remove it"
                    });

    /** What is not seen (another client, a body in an unknown protocol) would not be denied. */
    private static final String OF_A_REQUEST =
            "belongs to allow rules: a denial holds for every request; list what is allowed";

    private static final Keys DENY =
            new Keys(
                    "a deny rule",
                    new String[] {
                        "id",
                        "host",
                        "cidr",
                        "unix",
                        "ports",
                        "transport",
                        "tools",
                        "callers",
                        "expires",
                        "why",
                        "quiet",
                        "onViolation"
                    },
                    new String[] {
                        "addresses",
                        "belongs to allow rules; deny addresses by a rule with \"cidr\""
                    },
                    new String[] {"methods", OF_A_REQUEST},
                    new String[] {"paths", OF_A_REQUEST});

    /** A bound on time and memory: a megabyte can hold 170,000 rules. */
    static final int MOST = 20_000;

    private final JsonCursor in;
    private final RuleFields fields;
    private final Map<String, String> pathsById = new HashMap<>();
    private int count;

    RuleReader(JsonCursor in) {
        this.in = in;
        fields = new RuleFields(in);
    }

    List<Rule> read(boolean allow) throws JsonException {
        List<Rule> rules = new ArrayList<>();
        int list = in.beginArray("a list of rules");
        for (int index = 0; list >= 0 && in.nextElement(list, index); index++) {
            if (++count > MOST) {
                throw new JsonException(
                        in.place(), "is the policy's rule " + count + "; it may have " + MOST);
            }
            RuleDraft draft = new RuleDraft(allow, index);
            if (allow && in.isText()) {
                fields.readShort(draft);
            } else {
                readObject(draft);
            }
            rules.add(new Rule(draft));
        }
        return rules;
    }

    private void readObject(RuleDraft draft) throws JsonException {
        String rulePath = in.path();
        Keys keys = draft.allows ? ALLOW : DENY;
        ObjectScope scope =
                in.beginObject(
                        draft.allows
                                ? "a rule, which is an object { ... } or \"host:port\""
                                : "a rule, which is an object { ... }");
        if (scope == null) {
            return;
        }
        String key = in.nextKey(scope, keys);
        while (key != null) {
            if (key.equals("id")) {
                readId(draft, rulePath);
            } else {
                fields.read(key, draft);
            }
            key = in.nextKey(scope, keys);
        }
        checkDestination(scope, draft.allows);
        if (draft.transport != null && draft.transport != Transport.TCP) {
            refuseBeside(draft.transport.wire(), "methods", scope);
            refuseBeside(draft.transport.wire(), "paths", scope);
        }
    }

    private void readId(RuleDraft draft, String rulePath) throws JsonException {
        draft.id = fields.id();
        if (draft.id != null) {
            String other = pathsById.putIfAbsent(draft.id, rulePath);
            if (other != null) {
                in.error("\"" + draft.id + "\" is the id of " + other + " already; choose another");
            }
        }
    }

    private void checkDestination(ObjectScope scope, boolean allow) {
        int destinations = 0;
        destinations += scope.has("host") ? 1 : 0;
        destinations += scope.has("cidr") ? 1 : 0;
        destinations += scope.has("unix") ? 1 : 0;
        if (destinations != 1) {
            String count =
                    destinations == 0 ? "names no destination" : "names several destinations";
            in.errorAt(scope.opening, "", count + "; give one of host, cidr, unix");
            return;
        }
        if (scope.has("unix")) {
            refuseBeside("unix", "ports", scope);
            refuseBeside("unix", "transport", scope);
        } else if (allow && !scope.has("ports")) {
            in.errorAt(scope.opening, "ports", "is missing; add the ports, as in \"ports\": [443]");
        }
        if (scope.has("unix")) {
            refuseBeside("unix", "methods", scope);
            refuseBeside("unix", "paths", scope);
        }
        if (allow && !scope.has("host")) {
            refuseBeside(scope.has("unix") ? "unix" : "cidr", "addresses", scope);
        }
    }

    private void refuseBeside(String other, String key, ObjectScope scope) {
        if (scope.has(key)) {
            in.errorAt(scope.placeOf(key), key, "means nothing beside " + other + "; remove it");
        }
    }
}
