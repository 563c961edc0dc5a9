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
 * Which look-up really gave which address. Fed by the built-in resolver's answers, by those of
 * resolvers that the policy lists, and by nothing else; never by what an address object claims.
 *
 * <p>Bounded: of the names that no allow rule spells out, the least recently used go when there are
 * more than {@link #capacity}, or more than eight times as many addresses of theirs; of one name's
 * addresses those go beyond 256 that were not given for longest, of one address's names the oldest.
 * Reading takes no lock.
 */
final class NameLedger implements Names {
    static final int DEFAULT_CAPACITY = 10_000;
    static final int ADDRESSES_PER_NAME = 256;
    static final int NAMES_PER_ADDRESS = 256;

    /** On the average, of those that may be forgotten. */
    private static final int ADDRESSES_OF_FLEETING = 8;

    /** Tells which names must never be forgotten: those that an allow rule spells out. */
    interface Lasting {
        boolean spellsOut(String canonicalName);
    }

    /** A name's addresses: those that were given last at the end. */
    private static final class Bound {
        static final Bound NONE = new Bound(new Address[0], new boolean[0]);

        private final Address[] addresses;
        private final boolean[] byLibrary;

        Bound(Address[] addresses, boolean[] byLibrary) {
            this.addresses = addresses;
            this.byLibrary = byLibrary;
        }

        int find(Address address) {
            for (int i = 0; i < addresses.length; i++) {
                if (addresses[i].equals(address)) {
                    return i;
                }
            }
            return -1;
        }

        /** Whether it is far from those that go next. */
        boolean isSafe(int i) {
            return addresses.length < ADDRESSES_PER_NAME / 2 || i >= addresses.length / 2;
        }

        /** Without one of them, and with one at the end. */
        Bound with(Address added, boolean library, int dropped) {
            int kept = dropped < 0 ? addresses.length : addresses.length - 1;
            Address[] newAddresses = new Address[kept + 1];
            boolean[] newSources = new boolean[kept + 1];
            int to = 0;
            for (int i = 0; i < addresses.length; i++) {
                if (i != dropped) {
                    newAddresses[to] = addresses[i];
                    newSources[to++] = byLibrary[i];
                }
            }
            newAddresses[kept] = added;
            newSources[kept] = library;
            return new Bound(newAddresses, newSources);
        }
    }

    private static final class Entry {
        final boolean lasting;
        volatile Bound bound = Bound.NONE;
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
    private int fleetingAddresses;

    /**
     * @param capacity how many names are kept that no rule spells out, at least 1
     */
    NameLedger(int capacity, Lasting lasting) {
        this.capacity = capacity;
        this.lasting = lasting;
    }

    /** The built-in resolver has answered this canonical name with this address. */
    void bind(String canonicalName, Address address) {
        bind(canonicalName, address, false);
    }

    /** A DNS server has, to a query of a library's own resolver. */
    void bindByLibrary(String canonicalName, Address address) {
        bind(canonicalName, address, true);
    }

    private void bind(String canonicalName, Address address, boolean library) {
        Entry known = entries.get(canonicalName);
        if (known != null && holds(known, address, library)) {
            known.used = System.nanoTime();
            return;
        }
        writing.lock();
        try {
            Entry entry = entries.get(canonicalName);
            int at = entry == null ? -1 : entry.bound.find(address);
            if (at >= 0) {
                boolean onlyLibrary = library && entry.bound.byLibrary[at];
                entry.bound = entry.bound.with(address, onlyLibrary, at);
                entry.used = System.nanoTime();
                return;
            }
            generation.incrementAndGet();
            try {
                add(canonicalName, entry, address, library);
            } finally {
                generation.incrementAndGet();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether nothing has to be written, not even the order. */
    private static boolean holds(Entry entry, Address address, boolean library) {
        Bound bound = entry.bound;
        int at = bound.find(address);
        return at >= 0 && bound.isSafe(at) && (library || !bound.byLibrary[at]);
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

    /** Begins another generation, for something else that verdicts hang on has changed. */
    void renew() {
        generation.addAndGet(2);
    }

    /** Odd is a generation in which somebody is writing: half of a change may be seen already. */
    static boolean isSettled(long generation) {
        return (generation & 1) == 0;
    }

    @Override
    public boolean proves(String canonicalName, Address address) {
        Entry entry = entries.get(canonicalName);
        if (entry == null || entry.bound.find(address) < 0) {
            return false;
        }
        entry.used = System.nanoTime();
        return true;
    }

    /** Whether nobody but a library's resolver has given this name this address. */
    boolean isByLibrary(String canonicalName, Address address) {
        Entry entry = entries.get(canonicalName);
        Bound bound = entry == null ? Bound.NONE : entry.bound;
        int at = bound.find(address);
        return at >= 0 && bound.byLibrary[at];
    }

    @Override
    public List<String> namesOf(Address address) {
        List<String> bound = names.get(address);
        return bound == null ? Collections.emptyList() : bound;
    }

    int size() {
        return entries.size();
    }

    private void add(String name, Entry known, Address address, boolean library) {
        Entry entry = known;
        if (entry == null) {
            entry = new Entry(lasting.spellsOut(name));
            makeRoom(entry);
            entries.put(name, entry);
        }
        entry.used = System.nanoTime();
        Bound before = entry.bound;
        int dropped = before.addresses.length == ADDRESSES_PER_NAME ? 0 : -1;
        if (dropped == 0) {
            unname(before.addresses[0], name);
        } else if (!entry.lasting) {
            fleetingAddresses++;
        }
        entry.bound = before.with(address, library, dropped);
        List<String> named = new ArrayList<>(namesOf(address));
        if (named.size() >= NAMES_PER_ADDRESS) {
            dropOldest(named);
        }
        named.add(name);
        names.put(address, named);
        if (fleetingAddresses > capacity * ADDRESSES_OF_FLEETING) {
            forgetOldest(entry);
        }
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

    private void makeRoom(Entry added) {
        if (added.lasting) {
            return;
        }
        if (fleeting >= capacity) {
            forgetOldest(added);
        }
        fleeting++;
    }

    /** A tenth at a time, so that a flood of names does not search for the oldest at each one. */
    private void forgetOldest(Entry added) {
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
            Entry old = entry.getValue();
            if (!old.lasting && old.used <= oldest && old != added) {
                entries.remove(entry.getKey());
                fleeting--;
                fleetingAddresses -= old.bound.addresses.length;
                for (Address address : old.bound.addresses) {
                    unname(address, entry.getKey());
                }
            }
        }
    }
}
