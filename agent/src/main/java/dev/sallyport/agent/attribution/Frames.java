package dev.sallyport.agent.attribution;

import java.lang.reflect.Proxy;

/** What a frame's class is, told by what cannot be called otherwise: loaders before names. */
final class Frames {
    private static final String OWN = "dev.sallyport.";

    /** What of Sallyport's lies in the class loaders of libraries. */
    private static final String GUEST = "dev.sallyport.guest.";

    /** Of a class that Sallyport's own code is of, as it lies in {@code java.base}. */
    private static final String GATE = "Sallyport";

    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private final ClassLoader own = Frames.class.getClassLoader();

    /** Sallyport's own. */
    boolean isOwn(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String name = type.getName();
        return (loader == own && name.startsWith(OWN))
                || name.startsWith(GUEST)
                || (loader == null && name.startsWith(GATE, name.lastIndexOf('.') + 1));
    }

    /** What the JVM runs calls by, and every trace leaves out. */
    static boolean isMachinery(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.lang.invoke.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.");
    }

    /** A class of the JDK's, or one that it has spun for a reflective call (JDK 17 and 21). */
    boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == platform) {
            return true;
        }
        Class<?> above = type.getSuperclass();
        if (above != null
                && above.getClassLoader() == null
                && above.getName().startsWith("jdk.internal.reflect.")) {
            return true;
        }
        String module = type.getModule().getName();
        return module != null
                && (module.startsWith("jdk.") || module.startsWith("java."))
                && Location.of(type) instanceof Location.Image;
    }

    /** A proxy of the JDK's runs nothing of its own: whoever made it is on the stack before it. */
    static boolean isProxy(Class<?> type) {
        return Proxy.isProxyClass(type);
    }
}
