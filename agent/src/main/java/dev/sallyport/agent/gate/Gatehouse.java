package dev.sallyport.agent.gate;

import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Defines the gate's classes in {@code java.base} and returns their only keeper.
 *
 * <p>{@code jdk.internal.access} is exported to the unnamed module of a class loader that holds one
 * class and is dropped after start-up; that class does the rest. Exporting it to this class's own
 * module, the boot loader's unnamed one, would give it to every application: that module is open,
 * so anyone can define classes in it.
 */
public final class Gatehouse {
    private static final String GATE = "sun.nio.ch.SallyportGate";
    private static final String GATE_PACKAGE = "sun/nio/ch/";

    /** What libraries' hooks call, which is visible to every class loader, lies there. */
    private static final String OPEN_PACKAGE = "java/net/";

    private static final String ACCESS = "jdk.internal.access";

    private Gatehouse() {}

    /**
     * Internal name of one of the gate's classes, whose static methods hooks call.
     *
     * @param name as the table of hooks has it, as {@code Gate}
     */
    public static String gate(String name) {
        boolean open =
                name.equals("Checks")
                        || name.equals("Tasks")
                        || name.equals("Calls")
                        || name.equals("Heralds")
                        || name.equals("Requests");
        return (open ? OPEN_PACKAGE : GATE_PACKAGE) + "Sallyport" + name;
    }

    /** The part of the gate that defines guests: names and class files in turn. */
    public static String[] hosts() {
        return BuiltHosts.gate();
    }

    /** The part that labels calls, which needs {@link #hosts}. */
    public static String[] labels() {
        return BuiltLabels.gate();
    }

    /** The part of the gate that reads requests of HTTP. */
    public static String[] requests() {
        return BuiltRequests.gate();
    }

    /** The part that looks at what the JDK's TLS has verified. */
    public static String[] handshakes() {
        return BuiltHandshakes.gate();
    }

    /** The part that is told where the server's own people look, which needs {@link #hosts}. */
    public static String[] news() {
        return BuiltNews.gate();
    }

    /** The part that comes with the network. */
    public static String[] network() {
        return BuiltNetwork.gate();
    }

    /** The part that hears what is said on connections. */
    public static String[] wire() {
        return BuiltWire.gate();
    }

    /**
     * What is defined beside an MCP library: names and class files in turn, the one to begin with
     * last; nothing for one that needs no guest.
     *
     * @param library the hooked class's name
     */
    public static Object[] guests(String library) {
        return files(BuiltLabels.guests(library));
    }

    /** The same beside a library of metrics, health or logs. */
    public static Object[] heralds(String library) {
        return files(BuiltNews.guests(library));
    }

    private static Object[] files(String[] built) {
        Object[] files = new Object[built.length];
        for (int i = 0; i < built.length; i += 2) {
            files[i] = built[i];
            files[i + 1] = bytes(built[i + 1]);
        }
        return files;
    }

    /** Whether a gate is there already: the agent was given twice. */
    public static boolean stands() {
        try {
            Class.forName(GATE, false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /**
     * Defines the gate.
     *
     * @throws ReflectiveOperationException this JVM does not let the gate in
     */
    public static Keeper build(Instrumentation instrumentation)
            throws ReflectiveOperationException {
        OneClassLoader loader = new OneClassLoader();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(ACCESS, Set.of(loader.getUnnamedModule())),
                Map.of(),
                Set.of(),
                Map.of());
        Keeper keeper =
                (Keeper) loader.define(bytes(Built.KEEPER)).getDeclaredConstructor().newInstance();
        keeper.open(
                GATE.substring(0, GATE.lastIndexOf('.')),
                Gatehouse.class.getModule(),
                Instrumentation.class.getModule());
        String[] gate = Built.gate();
        for (int i = 0; i < gate.length; i += 2) {
            keeper.define(gate[i], bytes(gate[i + 1]));
        }
        // Before a hook needs them: it may be called in the middle of a class's definition.
        for (int i = 0; i < gate.length; i += 2) {
            Class.forName(gate[i], true, null);
        }
        return keeper;
    }

    /** Lets the hooked classes of another module of the JDK call the gate. */
    public static void exportTo(Instrumentation instrumentation, Module module) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(
                        GATE_PACKAGE.substring(0, GATE_PACKAGE.length() - 1).replace('/', '.'),
                        Set.of(module)),
                Map.of(),
                Set.of(),
                Map.of());
    }

    private static byte[] bytes(String embedded) {
        return embedded.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class OneClassLoader extends ClassLoader {
        OneClassLoader() {
            super(null);
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }
}
