package sun.nio.ch;

import dev.sallyport.agent.attribution.Call;
import dev.sallyport.agent.gate.Sentry;
import java.net.SallyportGuest;

/**
 * The MCP libraries' side of the gate: has guests defined beside them, and begins calls for them.
 */
public final class SallyportMcp {
    private static final String TOOLS = "tools/call";
    private static final String PROMPTS = "prompts/get";
    private static final String RESOURCES = "resources/read";

    /** Whose contexts name calls. */
    private static final String REACTOR = "reactor.";

    /** By the hooked library class; one that does nothing where a guest does not get on with it. */
    private static final ClassValue<SallyportGuest> SPEAKERS = new Speakers();

    private SallyportMcp() {}

    public static Object answered(Class<?> library, Object answer, Object request) {
        SallyportGuest guest = answer == null ? null : guest(library);
        return guest == null ? answer : guest.answered(answer, request);
    }

    public static Object answered(Class<?> library, Object answer, Object session, Object request) {
        SallyportGuest guest = answer == null ? null : guest(library);
        return guest == null ? answer : guest.answered(answer, session, request);
    }

    public static void handle(Class<?> library, Object handler, Object message, Object context) {
        SallyportGuest guest = message == null ? null : guest(library);
        Object call = guest == null ? null : guest.begin(message, context);
        if (call instanceof SallyportLabels.Running) {
            SallyportLabels.begin(handler, (SallyportLabels.Running) call);
        }
    }

    public static Object continued(Class<?> library, Object continuation) {
        SallyportLabels.Running call = isHooked(library) ? SallyportLabels.takeBegun() : null;
        SallyportGuest guest = call == null ? null : guest(library);
        return guest == null ? continuation : guest.continued(continuation, call);
    }

    public static Object exit(Class<?> library, Object answer, Object handler) {
        SallyportLabels.Running call = exit(library, handler);
        SallyportGuest guest = call == null ? null : guest(library);
        return guest == null ? answer : guest.answered(answer, call);
    }

    public static void fail(Class<?> library, Object handler) {
        SallyportLabels.Running call = exit(library, handler);
        if (call != null) {
            call.end();
        }
    }

    private static SallyportLabels.Running exit(Class<?> library, Object handler) {
        return isHooked(library) ? SallyportLabels.exitBegun(handler) : null;
    }

    public static void dropped(Class<?> library, Object message, Object context) {
        SallyportGuest guest = SallyportLabels.any() ? guest(library) : null;
        if (guest != null) {
            guest.dropped(message, context);
        }
    }

    private static SallyportGuest guest(Class<?> library) {
        return SallyportGate.sentry() != null && isHooked(library) ? SPEAKERS.get(library) : null;
    }

    public static Object begun(Class<?> guest) {
        return SallyportGuests.isOne(guest) ? SallyportLabels.takeBegun() : null;
    }

    /** A class of this name is hooked, whoever wrote it. */
    private static boolean isHooked(Class<?> library) {
        return library.getName().startsWith("io.modelcontextprotocol.")
                || library.getName().startsWith("io.quarkiverse.mcp.server.");
    }

    public static Object begin(Class<?> guest, String method, String name, String id) {
        if (method == null || SallyportGate.sentry() == null || !SallyportGuests.isOne(guest)) {
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

    public static void enter(Class<?> guest, Object owner, Object call) {
        if (call instanceof SallyportLabels.Running && SallyportGuests.isOne(guest)) {
            SallyportLabels.enter(owner, ((SallyportLabels.Running) call).call());
        }
    }

    public static void leave(Class<?> guest, Object owner) {
        if (SallyportGuests.isOne(guest)) {
            SallyportLabels.exit(owner);
        }
    }

    public static void enterContext(Class<?> library, Object context) {
        if (!library.getName().startsWith(REACTOR)) {
            return;
        }
        Object call = SPEAKERS.get(library).callOf(context);
        SallyportLabels.enter(context, SallyportLabels.call(call));
    }

    public static Object asked(Class<?> library, Object subscriber) {
        Call label = library.getName().startsWith(REACTOR) ? SallyportLabels.label() : null;
        return label == null
                ? subscriber
                : SPEAKERS.get(library).withCall(subscriber, new SallyportLabels.Token(label));
    }

    public static void end(Class<?> guest, Object call) {
        if (call instanceof SallyportLabels.Running && SallyportGuests.isOne(guest)) {
            ((SallyportLabels.Running) call).end();
        }
    }

    public static void met(Class<?> guest, String[] facts) {
        Sentry guard = SallyportGate.sentry();
        if (guard != null && SallyportGuests.isOne(guest)) {
            guard.met(facts.clone());
        }
    }

    private static final class Speakers extends ClassValue<SallyportGuest> {
        @Override
        protected SallyportGuest computeValue(Class<?> library) {
            try {
                Object[] files = SallyportGate.sentry().guests(library.getName());
                return files.length == 0
                        ? new Silent()
                        : (SallyportGuest) SallyportGuests.settle(files, library);
            } catch (Exception | LinkageError unlike) {
                SallyportGate.sentry().unlabelled(library.getName(), String.valueOf(unlike));
                return new Silent();
            }
        }
    }

    /** For a library that a guest does not get on with: its calls are not told apart. */
    private static final class Silent implements SallyportGuest {}
}
