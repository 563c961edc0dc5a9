package dev.sallyport.harness.evasion;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** The gate, the guard and what leads to them. Each ends with a plain connect. */
final class GateTampering {
    private static final String NONE = "no honest program does this";
    private static final String NIO = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String LANG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    private GateTampering() {}

    private interface Tampering {
        void run() throws Throwable;
    }

    interface Opener {
        void open(Method method) throws Exception;
    }

    /** In a bare JVM nothing stands in the way. */
    private static void tamper(Goal goal, Tampering tampering) throws Exception {
        if (Insides.isGuarded()) {
            try {
                tampering.run();
            } catch (Throwable failed) {
                System.out.println("tampering failed: " + failed);
            }
        }
        goal.connect();
    }

    private static Class<?> sentryType() throws ClassNotFoundException {
        return Class.forName("dev.sallyport.agent.gate.Sentry", false, null);
    }

    private static Object yesMan() throws ClassNotFoundException {
        return Proxy.newProxyInstance(
                GateTampering.class.getClassLoader(),
                new Class<?>[] {sentryType()},
                (self, method, arguments) -> method.getReturnType() == boolean.class ? true : null);
    }

    @Technique(value = "reflection on the gate's fields", kind = Kind.TAMPERING, noTwin = NONE)
    static void fields(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    for (Field field : Insides.gate().getDeclaredFields()) {
                        field.setAccessible(true);
                        field.set(null, null);
                    }
                });
    }

    @Technique(
            value = "reflection on the gate's fields, its package opened",
            kind = Kind.TAMPERING,
            flags = NIO,
            noTwin = NONE)
    static void fieldsOpened(Goal goal) throws Exception {
        fields(goal);
    }

    @Technique(
            value = "reflection on the gate's methods, its package opened",
            kind = Kind.TAMPERING,
            flags = NIO,
            noTwin = NONE)
    static void methodsOpened(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Method arm = Insides.gate().getDeclaredMethod("arm", sentryType());
                    arm.setAccessible(true);
                    arm.invoke(null, yesMan());
                });
    }

    @Technique(
            value = "arming the gate once more, by method handle",
            kind = Kind.TAMPERING,
            flags = NIO,
            noTwin = NONE)
    static void armAgain(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        MethodHandles.privateLookupIn(Insides.gate(), MethodHandles.lookup())
                                .findStatic(
                                        Insides.gate(),
                                        "arm",
                                        MethodType.methodType(void.class, sentryType()))
                                .invoke(yesMan()));
    }

    @Technique(value = "privateLookupIn on the gate", kind = Kind.TAMPERING, noTwin = NONE)
    static void privateLookup(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    VarHandle sentry =
                            MethodHandles.privateLookupIn(Insides.gate(), MethodHandles.lookup())
                                    .findStaticVarHandle(Insides.gate(), "sentry", sentryType());
                    sentry.set((Object) null);
                });
    }

    @Technique(
            value = "privateLookupIn on the gate, its package opened",
            kind = Kind.TAMPERING,
            flags = NIO,
            noTwin = NONE)
    static void privateLookupOpened(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    MethodHandle setter =
                            MethodHandles.privateLookupIn(Insides.gate(), MethodHandles.lookup())
                                    .findStaticSetter(Insides.gate(), "sentry", sentryType());
                    setter.invoke(null);
                });
    }

    @Technique(
            value = "Class.getDeclaredFields0, which hides nothing, all opened",
            kind = Kind.TAMPERING,
            flags = {NIO, LANG},
            noTwin = NONE)
    static void unfiltered(Goal goal) throws Exception {
        tamper(goal, () -> disarm(List.of(), method -> method.setAccessible(true)));
    }

    @Technique(
            value = "Class.getDeclaredFields0, made accessible by Unsafe",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void unfilteredByUnsafe(Goal goal) throws Exception {
        tamper(goal, () -> disarm(List.of(true), Insides::forced));
    }

    /**
     * Takes the guard from the gate by fields that no filter hides.
     *
     * @param forced not empty: their access is forced as well
     */
    static void disarm(List<Boolean> forced, Opener opener) throws Exception {
        Method all = Class.class.getDeclaredMethod("getDeclaredFields0", boolean.class);
        opener.open(all);
        for (Field field : (Field[]) all.invoke(Insides.gate(), false)) {
            if (field.getType() == sentryType()) {
                if (forced.isEmpty()) {
                    field.setAccessible(true);
                } else {
                    Insides.forced(field);
                }
                field.set(null, null);
            }
        }
    }

    @Technique(value = "IMPL_LOOKUP on the gate's field", kind = Kind.TAMPERING, noTwin = NONE)
    static void trusted(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        Insides.trusted()
                                .findStaticSetter(Insides.gate(), "sentry", sentryType())
                                .invoke(null));
    }

    @Technique(
            value = "IMPL_LOOKUP puts a guard that allows everything",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void yesManByTrusted(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        Insides.trusted()
                                .findStaticVarHandle(Insides.gate(), "sentry", sentryType())
                                .setVolatile(yesMan()));
    }

    @Technique(
            value = "IMPL_LOOKUP writes a name into the ledger",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void ledgerByTrusted(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Object guard = guard();
                    Insides.trusted()
                            .bind(
                                    guard,
                                    "resolved",
                                    MethodType.methodType(void.class, String.class, byte[].class))
                            .invokeWithArguments(goal.listedName(), goal.address().getAddress());
                });
    }

    @Technique(
            value = "IMPL_LOOKUP turns the policy's own list",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void policyByTrusted(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Object guard = guard();
                    Class<?> register =
                            Class.forName("dev.sallyport.agent.guard.Register", true, null);
                    Class<?> log = Class.forName("dev.sallyport.policy.OnViolation", true, null);
                    Object own =
                            Insides.trusted()
                                    .findGetter(guard.getClass(), "register", register)
                                    .invoke(guard);
                    Insides.trusted()
                            .findSetter(register, "override", log)
                            .invoke(own, log.getEnumConstants()[0]);
                });
    }

    private static Object guard() throws Exception {
        try {
            return Insides.trusted()
                    .findStaticGetter(Insides.gate(), "sentry", sentryType())
                    .invoke();
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Technique(
            value = "Unsafe at the offset of the gate's field",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void offsets(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Method all =
                            Insides.forced(
                                    Class.class.getDeclaredMethod(
                                            "getDeclaredFields0", boolean.class));
                    for (Field field : (Field[]) all.invoke(Insides.gate(), false)) {
                        if (field.getType() == sentryType()) {
                            Insides.unsafe(
                                    "putObject",
                                    Insides.unsafe("staticFieldBase", field),
                                    Insides.unsafe("staticFieldOffset", field),
                                    null);
                        }
                    }
                });
    }

    @Technique(value = "the agent's premain called once more", kind = Kind.TAMPERING, noTwin = NONE)
    static void premainAgain(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        Class.forName("dev.sallyport.agent.Premain", true, null)
                                .getMethod(
                                        "premain",
                                        String.class,
                                        java.lang.instrument.Instrumentation.class)
                                .invoke(null, "on-violation=log", null));
    }

    @Technique(
            value = "the gatehouse asked to build another gate",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void gatehouse(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        Class.forName("dev.sallyport.agent.gate.Gatehouse", true, null)
                                .getMethod("build", java.lang.instrument.Instrumentation.class)
                                .invoke(null, (Object) null));
    }

    @Technique(
            value = "the agent's constants changed by reflection",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void constants(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    // The last one is BLOCK; what it is called must not matter.
                    Object[] all =
                            Class.forName("dev.sallyport.policy.OnViolation", true, null)
                                    .getEnumConstants();
                    for (Field field : all[0].getClass().getDeclaredFields()) {
                        if (!Modifier.isStatic(field.getModifiers())) {
                            field.setAccessible(true);
                            field.set(all[all.length - 1], field.get(all[0]));
                        }
                    }
                });
    }

    @Technique(
            value = "static arrays of the agent's emptied by reflection",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void arrays(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    for (String name :
                            new String[] {
                                "agent.guard.NameLedger", "policy.OnViolation", "policy.Reason",
                                "policy.Transport", "policy.RuleReader", "policy.AddressRange"
                            }) {
                        empty(Class.forName("dev.sallyport." + name, true, null));
                    }
                });
    }

    private static void empty(Class<?> type) throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.getType().isArray()
                    && !field.getType().getComponentType().isPrimitive()) {
                field.setAccessible(true);
                java.util.Arrays.fill((Object[]) field.get(null), null);
            }
        }
    }

    @Technique(
            value = "a walk over all objects that threads and hooks lead to",
            kind = Kind.TAMPERING,
            flags = {
                LANG,
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.ref=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
                "--add-opens=java.instrument/sun.instrument=ALL-UNNAMED",
                NIO
            },
            noTwin = NONE)
    static void walk(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Object guard = search(Class.forName("dev.sallyport.agent.guard.Guard"));
                    System.out.println("found: " + guard);
                    Class<?> log = Class.forName("dev.sallyport.policy.OnViolation", true, null);
                    Field override = guard.getClass().getDeclaredField("override");
                    override.setAccessible(true);
                    override.set(guard, log.getEnumConstants()[0]);
                });
    }

    private static Object search(Class<?> wanted) throws ReflectiveOperationException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Queue<Object> queue = new ArrayDeque<>();
        queue.addAll(Thread.getAllStackTraces().keySet());
        queue.add(ClassLoader.getSystemClassLoader());
        for (String name :
                new String[] {
                    "java.lang.Shutdown",
                    "java.lang.ApplicationShutdownHooks",
                    "java.lang.ThreadLocal",
                    "sun.nio.ch.Net",
                    "sun.nio.ch.SallyportGate",
                    "sun.nio.ch.SallyportGround",
                    "sun.nio.ch.SallyportPrograms"
                }) {
            queue.add(Class.forName(name, false, null));
        }
        int visited = 0;
        while (!queue.isEmpty() && visited++ < 300_000) {
            Object object = queue.remove();
            if (wanted.isInstance(object)) {
                return object;
            }
            Class<?> type = object instanceof Class<?> itself ? itself : object.getClass();
            boolean statics = object instanceof Class<?>;
            for (; type != null; type = type.getSuperclass()) {
                if (type.isArray()) {
                    break;
                }
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) == statics
                            && !field.getType().isPrimitive()) {
                        add(field, statics ? null : object, seen, queue);
                    }
                }
            }
            if (object instanceof Object[] array) {
                for (Object element : array) {
                    if (element != null && seen.add(element)) {
                        queue.add(element);
                    }
                }
            }
        }
        throw new IllegalStateException("not among " + visited + " objects");
    }

    private static void add(Field field, Object owner, Set<Object> seen, Queue<Object> queue)
            throws ReflectiveOperationException {
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            return;
        }
        Object value = field.get(owner);
        if (value != null && seen.add(value)) {
            queue.add(value);
        }
    }

    @Technique(
            value = "the gate's shutdown hook removed",
            kind = Kind.TAMPERING,
            flags = LANG,
            noTwin = NONE)
    static void shutdownSlots(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    Field hooks = Class.forName("java.lang.Shutdown").getDeclaredField("hooks");
                    hooks.setAccessible(true);
                    java.util.Arrays.fill((Runnable[]) hooks.get(null), null);
                });
    }

    @Technique(value = "the gate's monitor held for ever", kind = Kind.TAMPERING, noTwin = NONE)
    static void monitor(Goal goal) throws Exception {
        if (!Insides.isGuarded()) {
            goal.connect();
            return;
        }
        synchronized (Insides.gate()) {
            Thread other = new Thread(() -> SocketApis.connectQuietly(goal), "other");
            other.setDaemon(true);
            other.start();
            other.join(Goal.PATIENCE_MILLIS);
        }
    }

    @Technique(value = "every thread interrupted, the guard's too", kind = Kind.TAMPERING)
    static void interrupted(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    for (int i = 0; i < 50; i++) {
                        for (Thread thread : Thread.getAllStackTraces().keySet()) {
                            if (thread != Thread.currentThread()) {
                                thread.interrupt();
                            }
                        }
                    }
                });
    }

    @Technique(value = "the guard's thread stopped", kind = Kind.TAMPERING, to = 17, noTwin = NONE)
    @SuppressWarnings({"deprecation", "removal"}) // what is tried
    static void stopped(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    for (Thread thread : Thread.getAllStackTraces().keySet()) {
                        if (thread.getName().equals("sallyport")) {
                            thread.stop();
                            thread.join(Goal.PATIENCE_MILLIS);
                        }
                    }
                });
    }

    @Technique(
            value = "a class of the guard's name in a loader of its own",
            kind = Kind.TAMPERING,
            noTwin = NONE)
    static void shadow(Goal goal) throws Exception {
        tamper(
                goal,
                () -> {
                    byte[] bytes = classFile("sun/nio/ch/SallyportGate");
                    new ClassLoader() {
                        Class<?> define() {
                            return defineClass(null, bytes, 0, bytes.length);
                        }
                    }.define();
                });
    }

    @Technique(
            value = "a second gate defined over the first, its package opened",
            kind = Kind.TAMPERING,
            flags = NIO,
            noTwin = NONE)
    static void overTheFirst(Goal goal) throws Exception {
        tamper(
                goal,
                () ->
                        MethodHandles.privateLookupIn(
                                        Class.forName("sun.nio.ch.Net"), MethodHandles.lookup())
                                .defineClass(classFile("sun/nio/ch/SallyportGate")));
    }

    /** The least that is a class: version 52, public, no members. */
    private static byte[] classFile(String name) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.DataOutputStream out = new java.io.DataOutputStream(bytes)) {
            out.writeInt(0xcafebabe);
            out.writeInt(52);
            out.writeShort(5);
            out.writeByte(7);
            out.writeShort(3);
            out.writeByte(7);
            out.writeShort(4);
            out.writeByte(1);
            out.writeUTF(name);
            out.writeByte(1);
            out.writeUTF("java/lang/Object");
            out.writeShort(Modifier.PUBLIC | 0x20);
            out.writeShort(1);
            out.writeShort(2);
            out.writeLong(0);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
