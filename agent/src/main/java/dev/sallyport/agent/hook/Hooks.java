package dev.sallyport.agent.hook;

import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Gatehouse;
import dev.sallyport.agent.gate.Ground;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts the table into the running JDK, or says which rows did not go in. */
public final class Hooks implements Doors {
    private final Instrumentation instrumentation;
    private final HookTable table;
    private final boolean hostsFile = System.getProperty("jdk.net.hosts.file") != null;
    private final Set<String> armed = new HashSet<>();
    private final LibraryInserter libraries;
    private final LateParts parts;
    private final List<HookInserter> inserters = new CopyOnWriteArrayList<>();
    private final Object network = new Object();
    private final Object handshakes = new Object();
    private final Ground ground;
    private volatile boolean reading;
    private boolean watchesNetwork;
    private boolean triedHandshakes;
    private volatile boolean watchesHandshakes;
    private volatile boolean transports;

    /** Whoever asks does not wait for a module that is being hooked. */
    private final AtomicInteger inserted = new AtomicInteger();

    /**
     * Nothing is inserted yet.
     *
     * @param feature the JDK's feature release, 17 or later
     * @param ground what defines the parts of the gate that come later
     * @param heralds where Sallyport is to be seen
     */
    public Hooks(
            Instrumentation instrumentation,
            OperatingSystem system,
            int feature,
            Ground ground,
            Heralds heralds) {
        this.instrumentation = instrumentation;
        this.table = new HookTable(system, feature);
        this.parts = new LateParts(ground);
        this.libraries = new LibraryInserter(new LibraryTable(heralds.rows()), parts);
        this.ground = ground;
    }

    /**
     * Hooks everything that must be hooked from the start.
     *
     * @throws MissingHookException a class, a method or a call of the table is not there
     */
    public void insert() throws MissingHookException {
        List<Hook> rows = table.rows(hostsFile);
        Module incubator = module(HookTable.INCUBATOR);
        if (incubator != null) {
            Gatehouse.exportTo(instrumentation, incubator);
            rows.addAll(table.incubatorRows());
        }
        insert(rows, incubator == null ? null : incubator.getClassLoader());
        instrumentation.addTransformer(libraries, true);
    }

    /** Whether the launch names a hosts file, whose answers prove names. */
    public boolean bindHostsFile() {
        return hostsFile;
    }

    /** Called by the thread that loads the library. */
    @Override
    public synchronized void arm(String library) throws IOException {
        if (TransportRows.isTransport(library)) {
            verifyLibraries();
            transports = true;
            return;
        }
        List<Hook> rows = table.rowsOf(library);
        if (rows.isEmpty() || armed.contains(library)) {
            return;
        }
        Module module = module(HookTable.moduleOf(library));
        if (module == null) {
            throw new IOException("its module is not there");
        }
        try {
            Gatehouse.exportTo(instrumentation, module);
            insert(rows, module.getClassLoader());
        } catch (MissingHookException missing) {
            throw new IOException(missing.getMessage(), missing);
        }
        armed.add(library);
    }

    /** Called by the thread that makes the first connection, and by those beside it. */
    @Override
    public void readStreams() throws IOException {
        if (!reading) {
            insertStreams();
        }
    }

    private synchronized void insertStreams() throws IOException {
        if (reading) {
            return;
        }
        try {
            ground.settle(Gatehouse.wire());
            insert(table.streamRows(), null);
        } catch (MissingHookException missing) {
            throw new IOException(missing.getMessage(), missing);
        }
        reading = true;
    }

    @Override
    public boolean hasTransports() {
        return transports;
    }

    /**
     * Called by the thread that initialises {@code InetAddress}, for which others wait meanwhile:
     * it waits for none of them.
     */
    @Override
    public void watchNetwork() throws IOException {
        synchronized (network) {
            if (watchesNetwork) {
                return;
            }
            ground.settle(Gatehouse.network());
            try {
                insert(table.networkRows(), null);
            } catch (MissingHookException missing) {
                throw new IOException(missing.getMessage(), missing);
            }
            watchesNetwork = true;
        }
    }

    /** Not one of these rows guards anything: what is missing is told, and the others go in. */
    @Override
    public synchronized void carryLabels() throws IOException {
        List<Hook> rows = new ArrayList<>();
        String absent = null;
        for (Hook row : table.handOverRows()) {
            try {
                loaded(row.type(), null);
                rows.add(row);
            } catch (MissingHookException missing) {
                absent = missing.getMessage();
            }
        }
        try {
            insert(rows, null);
        } catch (MissingHookException missing) {
            absent = missing.getMessage();
        }
        if (absent != null) {
            throw new IOException(absent);
        }
    }

    @Override
    public synchronized void readRequests() {
        parts.settleRequests();
        Module client = module(HookTable.HTTP_CLIENT);
        try {
            insert(
                    table.requestRows(client != null),
                    client == null ? null : client.getClassLoader());
        } catch (MissingHookException missing) {
            parts.unread(missing.getMessage());
        }
    }

    @Override
    public boolean watchHandshakes() {
        return watchesHandshakes || insertHandshakes();
    }

    /**
     * Called by a thread that writes to a connection, with the locks of its TLS in its hands: it
     * takes none but its own, and whatever goes wrong is no reason for the handshake to fail. Who
     * comes meanwhile waits, so that its handshake is not the one that nobody has seen; who comes
     * here from within, by another agent's transformer, goes on without.
     */
    private boolean insertHandshakes() {
        synchronized (handshakes) {
            if (triedHandshakes) {
                return watchesHandshakes;
            }
            triedHandshakes = true;
            try {
                ground.settle(Gatehouse.handshakes());
                insert(table.handshakeRows(), null);
                watchesHandshakes = true;
            } catch (MissingHookException | RuntimeException | LinkageError unlike) {
                watchesHandshakes = false;
            } catch (VirtualMachineError ended) {
                // The stack's end, or memory's: the next one tries again.
                triedHandshakes = false;
            }
            return watchesHandshakes;
        }
    }

    @Override
    public String unread() {
        return parts.takeUnread();
    }

    @Override
    public int count() {
        return inserted.get();
    }

    private void verifyLibraries() throws IOException {
        try {
            libraries.verify(instrumentation);
        } catch (UnmodifiableClassException | LinkageError refused) {
            throw new IOException(
                    "its classes are not as expected: " + refused.getMessage(), refused);
        }
    }

    @Override
    public boolean hasHooks(String type, byte[] file) {
        boolean wanted = false;
        for (int i = 0; i < inserters.size(); i++) {
            if (inserters.get(i).wants(type)) {
                wanted = true;
                if (!inserters.get(i).isComplete(type, file)) {
                    return false;
                }
            }
        }
        return wanted;
    }

    /**
     * Loads every class of the rows, which hooks those that were not there yet, retransforms the
     * others in one go and counts. A class that is hooked as it is loaded costs half of one that is
     * transformed again.
     *
     * @param loader where the boot loader has none of that name
     */
    private void insert(List<Hook> rows, ClassLoader loader) throws MissingHookException {
        HookInserter inserter = new HookInserter(rows, loader);
        instrumentation.addTransformer(inserter, true);
        boolean whole = false;
        try {
            List<Class<?>> unhooked = new ArrayList<>();
            for (String type : inserter.types()) {
                Class<?> loaded = loaded(type, loader);
                if (!inserter.isHooked(type)) {
                    unhooked.add(loaded);
                }
            }
            instrumentation.retransformClasses(unhooked.toArray(new Class<?>[0]));
            List<Hook> missing = inserter.missing();
            if (!missing.isEmpty()) {
                throw new MissingHookException(missing.get(0).target() + " is not as expected");
            }
            whole = true;
        } catch (UnmodifiableClassException | LinkageError refused) {
            throw new MissingHookException("the JVM does not let the JDK be hooked: " + refused);
        } finally {
            if (!whole) {
                // Else the next try would call the gate twice.
                instrumentation.removeTransformer(inserter);
            }
        }
        inserters.add(inserter);
        inserted.addAndGet(rows.size());
    }

    private static Class<?> loaded(String type, ClassLoader loader) throws MissingHookException {
        String name = type.replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException absent) {
            throw new MissingHookException(type + " is not there");
        }
    }

    private static Module module(String name) {
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getName().equals(name)) {
                return module;
            }
        }
        return null;
    }

    private static final class LateParts implements LibraryInserter.Parts {
        private final Ground ground;
        private final List<String> unread = new ArrayList<>();

        LateParts(Ground ground) {
            this.ground = ground;
        }

        @Override
        public boolean settleNews() {
            ground.settle(Gatehouse.hosts());
            ground.settle(Gatehouse.news());
            return true;
        }

        @Override
        public boolean settleLabels() {
            ground.settle(Gatehouse.hosts());
            ground.settleLabels(Gatehouse.labels());
            return true;
        }

        @Override
        public boolean settleRequests() {
            ground.settle(Gatehouse.requests());
            return true;
        }

        /** Kept until somebody asks: a class that is being defined is no place to write events. */
        @Override
        public void unread(String type) {
            synchronized (unread) {
                unread.add(type.replace('/', '.'));
            }
        }

        String takeUnread() {
            synchronized (unread) {
                return unread.isEmpty() ? null : unread.remove(0);
            }
        }

        @Override
        public void unlike(String type) {
            // Its calls are not told apart, which every event that it opens says by itself.
        }
    }

    /** A row of the table has no counterpart in this JDK. */
    public static final class MissingHookException extends Exception {
        private static final long serialVersionUID = 1;

        MissingHookException(String message) {
            super(message);
        }
    }
}
