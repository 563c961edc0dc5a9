package dev.sallyport.harness.evasion;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The known ways past the language's access rules, by {@code sun.misc.Unsafe}. */
final class Insides {
    static final String GATE = "sun.nio.ch.SallyportGate";

    private Insides() {}

    /** The gate, which a bare JVM has not: then nothing has to be taken away. */
    static Class<?> gate() throws ClassNotFoundException {
        return Class.forName(GATE, false, null);
    }

    static boolean isGuarded() {
        try {
            return gate() != null;
        } catch (ClassNotFoundException bare) {
            return false;
        }
    }

    /** By reflection: javac warns of the class itself, and nothing silences it. */
    static Object unsafe(String method, Object... arguments) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field only = type.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        for (Method candidate : type.getMethods()) {
            if (candidate.getName().equals(method)
                    && candidate.getParameterCount() == arguments.length) {
                Class<?>[] types = candidate.getParameterTypes();
                if (types.length < 2 || types[0] == Object.class) {
                    return candidate.invoke(only.get(null), arguments);
                }
            }
        }
        throw new NoSuchMethodException(method);
    }

    /** The lookup that may do everything. */
    static MethodHandles.Lookup trusted() throws ReflectiveOperationException {
        Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
        return (MethodHandles.Lookup)
                unsafe(
                        "getObject",
                        unsafe("staticFieldBase", field),
                        unsafe("staticFieldOffset", field));
    }

    /** Lies like {@code AccessibleObject}, whose own fields are hidden from reflection. */
    @SuppressWarnings("unused") // read for its layout
    private static class Lookalike {
        private boolean override;
        private volatile Object accessCheckCache;
    }

    /** {@code setAccessible(true)} that asks nobody. */
    static <T extends AccessibleObject> T forced(T member) throws ReflectiveOperationException {
        Field override = Lookalike.class.getDeclaredField("override");
        unsafe("putBoolean", member, unsafe("objectFieldOffset", override), true);
        return member;
    }
}
