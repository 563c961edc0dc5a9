package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the few rules whose host, range or path meets an attempt, in a time that depends on the
 * length of the name and the number of prefix lengths in use, not on the number of rules.
 */
final class RuleIndex {
    private final boolean empty;
    private final NameTable exact;
    private final NameTable oneLabel;
    private final NameTable manyLabels;
    private final RangeTable ranges;
    private final Map<String, Rule[]> paths;

    RuleIndex(List<Rule> rules) {
        Map<String, List<Rule>> exactHosts = new HashMap<>();
        Map<String, List<Rule>> oneLabelMore = new HashMap<>();
        Map<String, List<Rule>> manyLabelsMore = new HashMap<>();
        Map<AddressRange, List<Rule>> byRange = new HashMap<>();
        Map<String, List<Rule>> byPath = new HashMap<>();
        for (Rule rule : rules) {
            HostPattern host = rule.host();
            if (rule.range() != null) {
                add(byRange, rule.range(), rule);
            } else if (rule.unixPath() != null) {
                add(byPath, rule.unixPath(), rule);
            } else if (host.labels() == HostPattern.Labels.NONE) {
                add(exactHosts, host.name(), rule);
            } else {
                boolean one = host.labels() == HostPattern.Labels.ONE;
                add(one ? oneLabelMore : manyLabelsMore, host.name(), rule);
            }
        }
        empty = rules.isEmpty();
        exact = new NameTable(exactHosts);
        oneLabel = new NameTable(oneLabelMore);
        manyLabels = new NameTable(manyLabelsMore);
        ranges = new RangeTable(byRange);
        paths = new HashMap<>();
        for (Map.Entry<String, List<Rule>> entry : byPath.entrySet()) {
            paths.put(entry.getKey(), entry.getValue().toArray(new Rule[0]));
        }
    }

    private static <K> void add(Map<K, List<Rule>> rules, K key, Rule rule) {
        List<Rule> ofKey = rules.get(key);
        if (ofKey == null) {
            ofKey = new ArrayList<>(1);
            rules.put(key, ofKey);
        }
        ofKey.add(rule);
    }

    boolean isEmpty() {
        return empty;
    }

    /** Shows a search every host rule that means a canonical name. */
    void byName(String name, RuleSearch search) {
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            char c = name.charAt(i);
            if (c == '.') {
                show(manyLabels.find(name, i + 1, hash), search);
                if (name.lastIndexOf('.', i - 1) < 0) {
                    show(oneLabel.find(name, i + 1, hash), search);
                }
            }
            hash = NameTable.hash(hash, c);
        }
        show(exact.find(name, 0, hash), search);
    }

    /** Shows a search every range rule that an address, or the IPv4 address inside it, meets. */
    void byAddress(Address address, RuleSearch search) {
        ranges.find(address, search);
    }

    /** Shows a search every unix rule of a path. */
    void byPath(String path, RuleSearch search) {
        show(paths.get(path), search);
    }

    private static void show(Rule[] rules, RuleSearch search) {
        if (rules != null) {
            search.visit(rules);
        }
    }
}
