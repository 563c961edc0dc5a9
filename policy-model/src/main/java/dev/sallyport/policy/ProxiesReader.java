package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code proxies}. */
final class ProxiesReader {
    private static final Keys KEYS =
            new Keys("a proxy", new String[] {"host", "cidr", "ports", "addresses", "why"});

    /** Each is asked at every connection that no rule opens. */
    private static final int MOST = 100;

    private final JsonCursor in;
    private final RuleFields fields;

    ProxiesReader(JsonCursor in) {
        this.in = in;
        fields = new RuleFields(in);
    }

    Proxies read() throws JsonException {
        List<Proxy> proxies = new ArrayList<>();
        int list = in.beginArray("a list of proxies");
        for (int index = 0; list >= 0 && in.nextElement(list, index); index++) {
            if (index == MOST) {
                throw new JsonException(in.place(), "is one proxy more than " + MOST);
            }
            Proxy proxy = readProxy();
            if (proxy != null) {
                proxies.add(proxy);
            }
        }
        return new Proxies(proxies);
    }

    /** Null after an error. */
    private Proxy readProxy() throws JsonException {
        ObjectScope scope = in.beginObject("a proxy, which is an object { ... }");
        if (scope == null) {
            return null;
        }
        RuleDraft draft = new RuleDraft(true, 0);
        String key = in.nextKey(scope, KEYS);
        while (key != null) {
            fields.read(key, draft);
            if (key.equals("host")) {
                refuseWildcard(draft);
            }
            key = in.nextKey(scope, KEYS);
        }
        if (scope.has("host") == scope.has("cidr")) {
            String count =
                    scope.has("host") ? "names several destinations" : "names no destination";
            in.errorAt(scope.opening, "", count + "; give one of host, cidr");
        } else if (scope.has("cidr") && scope.has("addresses")) {
            in.errorAt(
                    scope.placeOf("addresses"),
                    "addresses",
                    "means nothing beside cidr; remove it");
        }
        if (!scope.has("ports")) {
            in.errorAt(
                    scope.opening, "ports", "is missing; add the ports, as in \"ports\": [3128]");
        }
        boolean whole = draft.ports != null && (draft.host == null) != (draft.range == null);
        return whole
                ? new Proxy(
                        draft.host == null ? null : draft.host.toString(),
                        draft.range,
                        draft.ports,
                        draft.addresses,
                        draft.why)
                : null;
    }

    private void refuseWildcard(RuleDraft draft) {
        if (draft.host != null && draft.host.labels() != HostPattern.Labels.NONE) {
            in.error(
                    Printable.quoted(draft.host.toString())
                            + " is a wildcard; a proxy has one name");
            draft.host = null;
        }
    }
}
