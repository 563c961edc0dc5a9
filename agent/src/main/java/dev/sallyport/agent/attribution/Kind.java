package dev.sallyport.agent.attribution;

/** What a caller's frame is, so that generated code is not taken for somebody's class. */
enum Kind {
    CLASS("class"),
    LAMBDA("lambda"),
    PROXY("proxy"),
    HIDDEN("hidden class"),
    SCRIPT("script");

    /** Endings of source files in languages that are run as scripts. */
    private static final String[] SCRIPTS = {
        ".groovy", ".gvy", ".gy", ".gsh", ".js", ".mjs", ".py", ".rb", ".bsh", ".kts", ".clj",
        ".lua"
    };

    /** Packages that engines put compiled scripts into. */
    private static final String[] COMPILED = {
        "jdk.nashorn.internal.scripts.",
        "org.openjdk.nashorn.internal.scripts.",
        "org.mozilla.javascript.gen.",
        "org.python.pycode."
    };

    /** What CGLIB, Byte Buddy, Javassist, Weld and Quarkus put into the names of what they make. */
    private static final String[] PROXIES = {
        "$$SpringCGLIB$$",
        "$$EnhancerBy",
        "$$FastClassBy",
        "$ByteBuddy$",
        "_$$_jvst",
        "$Proxy$_$$_Weld",
        "_ClientProxy",
        "_Subclass"
    };

    private final String wire;

    Kind(String wire) {
        this.wire = wire;
    }

    /** The word in events. */
    String wire() {
        return wire;
    }

    static Kind of(StackWalker.StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        String name = type.getName();
        if (Plumbing.interprets(name)
                || isAny(name, COMPILED, false)
                || isScript(frame.getFileName())) {
            return SCRIPT;
        }
        if (name.contains("$$Lambda") || frame.getMethodName().contains("lambda$")) {
            return LAMBDA;
        }
        if (Frames.isProxy(type) || isAny(name, PROXIES, true)) {
            return PROXY;
        }
        return type.isHidden() ? HIDDEN : CLASS;
    }

    /** Whose it is: of a lambda the class that it stands in, of a proxy what it stands for. */
    String name(Class<?> type) {
        String name = visible(type.getName());
        if (this == LAMBDA) {
            int lambda = name.indexOf("$$Lambda");
            return lambda < 0 ? name : name.substring(0, lambda);
        }
        if (this != PROXY) {
            return name;
        }
        Class<?> above = type.getSuperclass();
        boolean standsForClass = !Frames.isProxy(type) && above != null && above != Object.class;
        Class<?>[] interfaces = type.getInterfaces();
        if (standsForClass) {
            return above.getName();
        }
        return interfaces.length > 0 ? interfaces[0].getName() : name;
    }

    /** A class's name without the address that the JVM gives a hidden one. */
    static String visible(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private static boolean isScript(String file) {
        if (file != null) {
            for (String ending : SCRIPTS) {
                if (file.endsWith(ending)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAny(String name, String[] parts, boolean anywhere) {
        for (String part : parts) {
            if (anywhere ? name.contains(part) : name.startsWith(part)) {
                return true;
            }
        }
        return false;
    }
}
