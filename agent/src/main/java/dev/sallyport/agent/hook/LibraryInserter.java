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

    @Override
    public byte[] transform(
            ClassLoader definer,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] original) {
        if (definer == null || name == null || !LibraryTable.knows(name)) {
            return null;
        }
        List<Hook> rows = LibraryTable.rowsOf(name, original);
        if (rows == null) {
            return misnamed();
        }
        ClassPatch patch = new ClassPatch(original, rows);
        byte[] patched = patch.patched();
        for (int calls : patch.calls()) {
            if (calls == 0) {
                return misnamed();
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
                    && LibraryTable.knows(type.getName().replace('.', '/'))) {
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
