package dev.sallyport.agent.hook;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows of libraries into their classes as those are defined. A class that no row wants
 * costs a few comparisons of its name's end.
 */
final class LibraryInserter implements ClassFileTransformer {
    /** The name of the class that is defined in the place of one that cannot be held. */
    private static final String UNKNOWN = "Sallyport does not know this version of the class";

    private static final int CLASS = 7;

    private final LibraryTable transports = new LibraryTable(TransportRows.CLASSES);
    private final LibraryTable calls = new LibraryTable(CallRows.CLASSES);
    private final LibraryTable coroutines = new LibraryTable(CoroutineRows.CLASSES);
    private final LibraryTable handOvers = new LibraryTable(HandOverRows.CLASSES);
    private final LibraryTable requests = new LibraryTable(RequestRows.CLASSES);
    private final LibraryTable heralds;
    private final Parts parts;

    /**
     * @param heralds of libraries of metrics, health and logs
     * @param parts what rows need
     */
    LibraryInserter(LibraryTable heralds, Parts parts) {
        this.heralds = heralds;
        this.parts = parts;
    }

    /** The parts of the gate that come when a row first needs them. */
    interface Parts {
        /** What labels calls is there when this returns; false where it cannot be. */
        boolean settleLabels();

        /** The same for what is told where the server's own people look. */
        boolean settleNews();

        /** The same for what reads requests of HTTP. */
        boolean settleRequests();

        /** A class of an MCP library is not as any known version's. */
        void unlike(String type);

        /** A class of an HTTP client is not as any known version's. */
        void unread(String type);
    }

    @Override
    public byte[] transform(
            ClassLoader definer,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] original) {
        if (name == null) {
            return null;
        }
        if (heralds.knows(name)) {
            return parts.settleNews() ? patched(heralds, name, original) : null;
        }
        if (definer == null) {
            return null;
        }
        if (transports.knows(name)) {
            return held(name, original);
        }
        if (calls.knows(name)) {
            return labelling(calls, name, original);
        }
        if (coroutines.knows(name)) {
            return labelling(coroutines, name, original);
        }
        if (requests.knows(name)) {
            return reading(name, original);
        }
        return handOvers.knows(name) ? handingOver(name, original) : null;
    }

    /** The JVM would define the class as it is if this failed. */
    private byte[] held(String name, byte[] original) {
        byte[] patched = null;
        try {
            patched = patched(transports, name, original);
        } catch (RuntimeException unreadable) {
            // As one that lacks a row's method.
        }
        return patched == null ? misnamed() : patched;
    }

    /** A version that looks different hands over what it can. */
    private byte[] handingOver(String name, byte[] original) {
        List<Hook> rows = handOvers.rowsOf(name, original);
        return rows == null || rows.isEmpty() || !parts.settleLabels()
                ? null
                : new ClassPatch(original, rows).patched();
    }

    private byte[] labelling(LibraryTable table, String name, byte[] original) {
        if (!parts.settleLabels()) {
            return null;
        }
        byte[] patched = patched(table, name, original);
        if (patched == null) {
            parts.unlike(name);
        }
        return patched;
    }

    private byte[] reading(String name, byte[] original) {
        byte[] patched = parts.settleRequests() ? patched(requests, name, original) : null;
        if (patched == null) {
            parts.unread(name);
        }
        return patched;
    }

    /** The class with its rows; {@code null} where one of them has no place in it. */
    private static byte[] patched(LibraryTable table, String name, byte[] original) {
        List<Hook> rows = table.rowsOf(name, original);
        if (rows == null) {
            return null;
        }
        ClassPatch patch = new ClassPatch(original, rows);
        byte[] patched = patch.patched();
        for (int calls : patch.calls()) {
            if (calls == 0) {
                return null;
            }
        }
        return patched;
    }

    /**
     * A class that was defined while another one was being transformed has passed the transformer
     * by, so those that are there are transformed again before their native library is loaded.
     *
     * @throws LinkageError one of them is not as expected
     */
    void verify(Instrumentation instrumentation) throws UnmodifiableClassException {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null
                    && transports.knows(type.getName().replace('.', '/'))) {
                loaded.add(type);
            }
        }
        if (!loaded.isEmpty()) {
            instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
        }
    }

    /** An empty class of another name: the JVM refuses it, and says both names. */
    private static byte[] misnamed() {
        Bytes out = new Bytes(128);
        out.u4(0xCAFEBABE);
        out.u4(52);
        out.u2(5);
        text(out, UNKNOWN);
        out.u1(CLASS);
        out.u2(1);
        text(out, "java/lang/Object");
        out.u1(CLASS);
        out.u2(3);
        out.u2(0x21);
        out.u2(2);
        out.u2(4);
        // No interfaces, fields, methods and attributes.
        out.u4(0);
        out.u4(0);
        return out.toArray();
    }

    private static void text(Bytes out, String text) {
        out.u1(1);
        out.u2(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.copy(bytes, 0, bytes.length);
    }
}
