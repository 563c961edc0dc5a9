package sun.nio.ch;

import dev.sallyport.agent.gate.Sentry;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BinaryOperator;
import jdk.internal.access.SharedSecrets;

/**
 * The MCP libraries' side of the gate: defines guests beside them, and begins calls for them.
 *
 * <p>A guest is a class of ours that is compiled against a library and defined in that library's
 * class loader, so that it can implement the library's interfaces.
 */
public final class SallyportMcp {
    private static final String TOOLS = "tools/call";
    private static final String PROMPTS = "prompts/get";
    private static final String RESOURCES = "resources/read";

    /**
     * By the hooked library class: what begins a call, given a request, and wraps its answer, given
     * that as well. It does nothing for a library that a guest does not get on with.
     */
    private static final ClassValue<BinaryOperator<Object>> WRAPPERS = new Wrappers();

    /** The guests' classes. */
    private static final Map<Class<?>, Boolean> GUESTS = new WeakHashMap<>();

    private SallyportMcp() {}

    public static void asked(Class<?> library, Object handler, Object request) {
        if (SallyportGate.sentry() != null && isHooked(library)) {
            Object call = WRAPPERS.get(library).apply(null, request);
            if (call instanceof SallyportLabels.Running) {
                SallyportLabels.enter(handler, (SallyportLabels.Running) call);
            }
        }
    }

    public static Object answered(Class<?> library, Object answer, Object request) {
        if (SallyportGate.sentry() == null || answer == null || !isHooked(library)) {
            return answer;
        }
        return WRAPPERS.get(library).apply(answer, request);
    }

    public static Object begun(Class<?> guest) {
        return isGuest(guest) ? SallyportLabels.takeBegun() : null;
    }

    /** A class of this name is hooked, whoever wrote it. */
    private static boolean isHooked(Class<?> library) {
        return library.getName().startsWith("io.modelcontextprotocol.")
                || library.getName().startsWith("io.quarkiverse.mcp.server.");
    }

    public static Object begin(Class<?> guest, String method, String name, String id) {
        if (method == null || SallyportGate.sentry() == null || !isGuest(guest)) {
            return null;
        }
        String label = label(method, name);
        if (label == null) {
            SallyportLabels.carry();
            return null;
        }
        return SallyportLabels.begin(label, id == null ? "" : id);
    }

    /** As {@code ToolCalls.names} has it; {@code null} for what is no call. */
    private static String label(String method, String name) {
        if (method.equals(TOOLS)) {
            return name == null ? TOOLS : name;
        }
        if (method.equals(PROMPTS)) {
            return name == null ? PROMPTS : PROMPTS + " " + name;
        }
        return method.equals(RESOURCES) ? RESOURCES : null;
    }

    public static void enter(Object owner, Object call) {
        if (call instanceof SallyportLabels.Running) {
            SallyportLabels.enter(owner, ((SallyportLabels.Running) call).call());
        }
    }

    public static void end(Object call) {
        if (call instanceof SallyportLabels.Running) {
            ((SallyportLabels.Running) call).end();
        }
    }

    public static void met(Class<?> guest, String[] facts) {
        Sentry guard = SallyportGate.sentry();
        if (guard != null && isGuest(guest)) {
            guard.met(facts.clone());
        }
    }

    private static boolean isGuest(Class<?> type) {
        synchronized (GUESTS) {
            return GUESTS.containsKey(type);
        }
    }

    /** Defines a guest and those that it needs, and makes an instance of the last. */
    @SuppressWarnings("unchecked")
    private static BinaryOperator<Object> settle(Class<?> library) throws Exception {
        Object[] guests = SallyportGate.sentry().guests(library.getName());
        Class<?> type = null;
        for (int i = 0; i < guests.length; i += 2) {
            type =
                    SharedSecrets.getJavaLangAccess()
                            .defineClass(
                                    library.getClassLoader(),
                                    (String) guests[i],
                                    (byte[]) guests[i + 1],
                                    library.getProtectionDomain(),
                                    null);
            synchronized (GUESTS) {
                GUESTS.put(type, Boolean.TRUE);
            }
        }
        return type == null
                ? new Unwrapped()
                : (BinaryOperator<Object>) type.getDeclaredConstructor().newInstance();
    }

    private static final class Wrappers extends ClassValue<BinaryOperator<Object>> {
        @Override
        protected BinaryOperator<Object> computeValue(Class<?> library) {
            try {
                return settle(library);
            } catch (Exception | LinkageError unlike) {
                SallyportGate.sentry().unlabelled(library.getName(), String.valueOf(unlike));
                return new Unwrapped();
            }
        }
    }

    /** For a library that a guest does not get on with: its calls are not told apart. */
    private static final class Unwrapped implements BinaryOperator<Object> {
        @Override
        public Object apply(Object answer, Object request) {
            return answer;
        }
    }
}
