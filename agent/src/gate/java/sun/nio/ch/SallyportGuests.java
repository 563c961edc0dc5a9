package sun.nio.ch;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Set;
import jdk.internal.access.SharedSecrets;
import jdk.internal.reflect.Reflection;

/**
 * Defines guests: classes of ours that are compiled against a library and defined in that library's
 * class loader, so that they can implement the library's interfaces.
 */
public final class SallyportGuests {
    /** Their classes: few, and looked for at every step of a call. */
    private static volatile Guest[] guests = {};

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportGuests.class, everything);
        Reflection.registerMethodsToFilter(SallyportGuests.class, everything);
    }

    private SallyportGuests() {}

    /** Whether Sallyport has defined this class. */
    static boolean isOne(Class<?> type) {
        for (Guest guest : guests) {
            if (guest.refersTo(type)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Defines a guest and those that it needs, and makes an instance of the last.
     *
     * @param files names and class files in turn
     * @param library the hooked class, beside which they are defined
     */
    static Object settle(Object[] files, Class<?> library) throws ReflectiveOperationException {
        Class<?> type = null;
        for (int i = 0; i < files.length; i += 2) {
            type = guest((String) files[i], (byte[]) files[i + 1], library);
        }
        return type.getDeclaredConstructor().newInstance();
    }

    /** Another hooked class of the same library may have come first. */
    private static synchronized Class<?> guest(String name, byte[] file, Class<?> library) {
        int living = 0;
        Guest[] all = Arrays.copyOf(guests, guests.length + 1);
        for (Guest guest : guests) {
            Class<?> type = guest.get();
            if (type == null) {
                continue;
            }
            if (type.getClassLoader() == library.getClassLoader() && type.getName().equals(name)) {
                return type;
            }
            all[living] = guest;
            living++;
        }
        Class<?> type = define(name, file, library);
        all[living] = new Guest(type);
        guests = Arrays.copyOf(all, living + 1);
        return type;
    }

    private static Class<?> define(String name, byte[] file, Class<?> library) {
        return SharedSecrets.getJavaLangAccess()
                .defineClass(
                        library.getClassLoader(), name, file, library.getProtectionDomain(), null);
    }

    private static final class Guest extends WeakReference<Class<?>> {
        Guest(Class<?> type) {
            super(type);
        }
    }
}
