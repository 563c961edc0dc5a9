package sun.nio.ch;

import dev.sallyport.agent.gate.Sentry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.IdentityHashMap;
import java.util.Map;
import jdk.internal.loader.ClassLoaders;
import sun.net.www.ParseUtil;

/** Holds what could take the guard apart from inside: agents that come later. */
public final class SallyportAgents {
    /** Class files that came with our calls in them, while transformers run; by identity. */
    private static final Map<byte[], String> HOOKED = new IdentityHashMap<>();

    private SallyportAgents() {}

    /**
     * Entry of {@code InstrumentationImpl.loadClassAndCallAgentmain}: attach, the diagnostic
     * command and {@code Launcher-Agent-Class} all end here.
     */
    public static void late(String className) throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard != null) {
            refuse(guard.agent(jarOf(className)));
        }
    }

    /** The jar that the system class loader would take an agent's class from, or its name. */
    private static String jarOf(String className) {
        ClassLoader loader = ClassLoaders.appClassLoader();
        if (className == null || ClassLoader.getSystemClassLoader() != loader) {
            return String.valueOf(className);
        }
        URL found = loader.getResource(className.replace('.', '/') + ".class");
        String file = found == null ? "" : found.getFile();
        int end = file.lastIndexOf("!/");
        if (end < 0 || !file.startsWith("file:")) {
            return className;
        }
        return SallyportGate.realPath(ParseUtil.decode(file.substring("file:".length(), end)));
    }

    /**
     * Entry of {@code InstrumentationImpl.transform}, which every Java agent's transformers pass.
     * What is given is looked at before they run, as they may write into it.
     */
    public static void transforming(
            String type, Class<?> was, ProtectionDomain domain, byte[] given) {
        Sentry guard = SallyportGate.sentry();
        if (guard != null && type != null && given != null && guard.hasHooks(type, given)) {
            synchronized (HOOKED) {
                HOOKED.put(given, type);
            }
        }
    }

    /** Its return: who takes our calls out of a class is not listened to. */
    public static byte[] transformed(
            byte[] result, String type, Class<?> was, ProtectionDomain domain, byte[] given) {
        Sentry guard = SallyportGate.sentry();
        if (guard == null || type == null || given == null) {
            return result;
        }
        boolean hooked;
        synchronized (HOOKED) {
            hooked = !HOOKED.isEmpty() && HOOKED.remove(given) != null;
        }
        boolean intact = result == null || !hooked || guard.hasHooks(type, result);
        return intact || guard.unhook(type) == null ? result : null;
    }

    /** Entry of the constructor of {@code VirtualMachineImpl}: this JVM or another one's. */
    public static void attach(String process) throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard != null) {
            refuse(guard.attach(process));
        }
    }

    /** Entry of {@code DiagnosticCommandImpl$Wrapper.execute}. */
    public static void command(Object command, String[] arguments) throws IOException {
        Sentry guard = SallyportGate.sentry();
        if (guard == null) {
            return;
        }
        String[] copy = arguments == null ? new String[0] : arguments.clone();
        refuse(guard.diagnosticCommand(nameOf(command), copy));
    }

    private static String nameOf(Object command) throws IOException {
        try {
            Field name = command.getClass().getDeclaredField("cmd");
            name.setAccessible(true);
            return (String) name.get(command);
        } catch (ReflectiveOperationException changed) {
            throw new IOException(
                    "Sallyport cannot tell which diagnostic command this is", changed);
        }
    }

    private static void refuse(String refusal) throws IOException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
    }
}
