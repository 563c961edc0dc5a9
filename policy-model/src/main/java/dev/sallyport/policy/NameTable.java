package dev.sallyport.policy;

import java.util.List;
import java.util.Map;

/**
 * Rules by the tail of a name. It differs from a HashMap in what it is asked: every tail of one
 * name, each without a substring being made.
 *
 * <p>The hash runs from a tail's end to its start, so that one pass over the name gives the hashes
 * of all of its tails.
 */
final class NameTable {
    private final String[] names;

    /** Of the names, so that only the one that is meant is fetched from memory. */
    private final int[] hashes;

    private final Rule[][] rules;

    NameTable(Map<String, List<Rule>> rulesByName) {
        int capacity = Integer.highestOneBit(Math.max(1, rulesByName.size())) * 4;
        names = new String[capacity];
        hashes = new int[capacity];
        rules = new Rule[capacity][];
        for (Map.Entry<String, List<Rule>> entry : rulesByName.entrySet()) {
            String name = entry.getKey();
            int hash = 0;
            for (int i = name.length() - 1; i >= 0; i--) {
                hash = hash(hash, name.charAt(i));
            }
            int slot = slot(hash);
            while (names[slot] != null) {
                slot = (slot + 1) & (capacity - 1);
            }
            names[slot] = name;
            hashes[slot] = hash;
            rules[slot] = entry.getValue().toArray(new Rule[0]);
        }
    }

    /** The hash of a tail one character longer than that of the given hash. */
    static int hash(int hashOfShorterTail, char before) {
        return hashOfShorterTail * 31 + before;
    }

    /** The rules of the tail from an index on, whose hash is given; null if there are none. */
    Rule[] find(String name, int from, int hash) {
        int length = name.length() - from;
        int slot = slot(hash);
        while (names[slot] != null) {
            if (hashes[slot] == hash
                    && names[slot].length() == length
                    && name.startsWith(names[slot], from)) {
                return rules[slot];
            }
            slot = (slot + 1) & (names.length - 1);
        }
        return null;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & (names.length - 1);
    }
}
