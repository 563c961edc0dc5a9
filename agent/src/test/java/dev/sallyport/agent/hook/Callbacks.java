package dev.sallyport.agent.hook;

import java.util.Set;

/**
 * Types whose methods are called from so many places that a caller says nothing. Whoever has made
 * the object is followed in their stead.
 */
final class Callbacks {
    private static final Set<String> TYPES =
            Set.of(
                    "java/io/Closeable",
                    "java/lang/AutoCloseable",
                    "java/lang/Comparable",
                    "java/lang/Iterable",
                    "java/lang/Object",
                    "java/lang/Runnable",
                    "java/lang/Thread",
                    "java/security/PrivilegedAction",
                    "java/security/PrivilegedExceptionAction",
                    "java/util/Comparator",
                    "java/util/Enumeration",
                    "java/util/Iterator",
                    "java/util/concurrent/Callable");

    private Callbacks() {}

    static boolean isOne(String type) {
        return TYPES.contains(type) || type.startsWith("java/util/function/");
    }
}
