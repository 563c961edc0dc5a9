package sun.nio.ch;

import jdk.internal.misc.Unsafe;

/**
 * Tells threads that will work for others, and for longer than the call in which they were started,
 * from those that do a piece of this call's work. The former get no label.
 */
public final class SallyportServices {
    /** Libraries that start threads of their own, which then serve whoever comes. */
    private static final String[] LIBRARIES = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "com.sun.",
        "okhttp3.",
        "kotlinx.coroutines.",
        "reactor.",
        "org.apache.",
        "org.eclipse.",
        "org.jboss.",
        "org.wildfly.",
        "org.xnio.",
        "io.undertow.",
        "io.lettuce.",
        "io.grpc.",
        "io.quarkus.",
        "com.zaxxer.",
        "com.mongodb.",
    };

    /** The same, wherever they have been moved to. */
    private static final String[] ANYWHERE = {".netty.", ".vertx.", ".okhttp3."};

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long TARGET = offset(Thread.class, "target");
    private static final Class<?> HOLDER = holder();
    private static final long IN_THREAD = HOLDER == null ? -1 : offset(Thread.class, "holder");
    private static final long IN_HOLDER = HOLDER == null ? -1 : offset(HOLDER, "task");

    private SallyportServices() {}

    /** Whether a thread that is about to start is one of them. */
    public static boolean isOne(Thread thread) {
        Class<?> type = thread.getClass();
        if (type.getName().equals("java.lang.VirtualThread")) {
            return false;
        }
        Object body = body(thread);
        return (type != Thread.class && isOfLibrary(type.getName()))
                || (body != null && isOfLibrary(body.getClass().getName()));
    }

    private static boolean isOfLibrary(String name) {
        for (String library : LIBRARIES) {
            if (name.startsWith(library)) {
                return true;
            }
        }
        for (String library : ANYWHERE) {
            if (name.contains(library)) {
                return true;
            }
        }
        return false;
    }

    private static Object body(Thread thread) {
        if (TARGET >= 0) {
            return UNSAFE.getReference(thread, TARGET);
        }
        Object holder = IN_THREAD < 0 ? null : UNSAFE.getReference(thread, IN_THREAD);
        return holder == null || IN_HOLDER < 0 ? null : UNSAFE.getReference(holder, IN_HOLDER);
    }

    /** Since JDK 19 a thread's work lies in an object of its own. */
    private static Class<?> holder() {
        try {
            return Class.forName("java.lang.Thread$FieldHolder", false, null);
        } catch (ClassNotFoundException older) {
            return null;
        }
    }

    private static long offset(Class<?> type, String field) {
        try {
            return UNSAFE.objectFieldOffset(type, field);
        } catch (InternalError absent) {
            return -1;
        }
    }
}
