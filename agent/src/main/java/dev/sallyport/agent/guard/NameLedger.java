package dev.sallyport.agent.guard;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which look-up really gave which address. Fed by the built-in resolver's answers and by nothing
 * else; never by what an address object claims.
 *
 * <p>Bounded: of the names that no allow rule spells out, the least recently used go when there are
 * more than {@link #capacity}; of one name's addresses and one address's names the oldest go beyond
 * 256. Reading takes no lock.
 */
final class NameLedger implements Names {
    static final int DEFAULT_CAPACITY = 10_000;
    static final int ADDRESSES_PER_NAME = 256;
    static final int NAMES_PER_ADDRESS = 256;

    private static final Address[] NO_ADDRESSES = {};

    /** Tells which names must never be forgotten: those that an allow rule spells out. */
    interface Lasting {
        boolean spellsOut(String canonicalName);
    }

    private static final class Entry {
        final boolean lasting;
        volatile Address[] addresses = NO_ADDRESSES;
        volatile long used;

        Entry(boolean lasting) {
            this.lasting = lasting;
        }
    }

    private final int capacity;
    private final Lasting lasting;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Address, List<String>> names = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong generation = new AtomicLong();
    private int fleeting;

    /**
     * @param capacity how many names are kept that no rule spells out, at least 1
     */
    NameLedger(int capacity, Lasting lasting) {
        this.capacity = capacity;
        this.lasting = lasting;
    }

    /** The built-in resolver has answered this canonical name with this address. */
    void bind(String canonicalName, Address address) {
        Entry known = entries.get(canonicalName);
        if (known != null && holds(known, address)) {
            known.used = System.nanoTime();
            return;
        }
        writing.lock();
        generation.incrementAndGet();
        try {
            Entry entry = entries.get(canonicalName);
            if (entry == null) {
                entry = new Entry(lasting.spellsOut(canonicalName));
                makeRoom(entry);
                entries.put(canonicalName, entry);
            }
            entry.used = System.nanoTime();
            if (!holds(entry, address)) {
                add(canonicalName, entry, address);
            }
        } finally {
            generation.incrementAndGet();
            writing.unlock();
        }
    }

    /**
     * A number that is never the same again once anything here has changed. What was learnt of the
     * ledger after the number was read holds for as long as it stays, if it {@link #isSettled is
     * settled}.
     *
     * <p>A name that is asked for by that number alone does not count as used meanwhile.
     */
    long generation() {
        return generation.get();
    }

    /** Odd is a generation in which somebody is writing: half of a change may be seen already. */
    static boolean isSettled(long generation) {
        return (generation & 1) == 0;
    }

    @Override
    public boolean proves(String canonicalName, Address address) {
        Entry entry = entries.get(canonicalName);
        if (entry == null || !holds(entry, address)) {
            return false;
        }
        entry.used = System.nanoTime();
        return true;
    }

    @Override
    public List<String> namesOf(Address address) {
        List<String> bound = names.get(address);
        return bound == null ? Collections.emptyList() : bound;
    }

    int size() {
        return entries.size();
    }

    private static boolean holds(Entry entry, Address address) {
        for (Address bound : entry.addresses) {
            if (bound.equals(address)) {
                return true;
            }
        }
        return false;
    }

    private void add(String name, Entry entry, Address address) {
        Address[] before = entry.addresses;
        int dropped = before.length == ADDRESSES_PER_NAME ? 1 : 0;
        if (dropped == 1) {
            unname(before[0], name);
        }
        Address[] after = Arrays.copyOfRange(before, dropped, before.length + 1);
        after[after.length - 1] = address;
        entry.addresses = after;
        List<String> named = new ArrayList<>(namesOf(address));
        if (named.size() >= NAMES_PER_ADDRESS) {
            dropOldest(named);
        }
        named.add(name);
        names.put(address, named);
    }

    private void dropOldest(List<String> named) {
        for (int i = 0; i < named.size(); i++) {
            if (!lasting.spellsOut(named.get(i))) {
                named.remove(i);
                return;
            }
        }
    }

    private void unname(Address address, String name) {
        List<String> left = new ArrayList<>(namesOf(address));
        left.remove(name);
        if (left.isEmpty()) {
            names.remove(address);
        } else {
            names.put(address, left);
        }
    }

    /** A tenth at a time, so that a flood of names does not search for the oldest at each one. */
    private void makeRoom(Entry added) {
        if (added.lasting) {
            return;
        }
        if (fleeting < capacity) {
            fleeting++;
            return;
        }
        long[] uses = new long[fleeting];
        int n = 0;
        for (Entry entry : entries.values()) {
            if (!entry.lasting) {
                uses[n++] = entry.used;
            }
        }
        Arrays.sort(uses, 0, n);
        long oldest = uses[n / 10];
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!entry.getValue().lasting && entry.getValue().used <= oldest) {
                entries.remove(entry.getKey());
                fleeting--;
                for (Address address : entry.getValue().addresses) {
                    unname(address, entry.getKey());
                }
            }
        }
        fleeting++;
    }
}
