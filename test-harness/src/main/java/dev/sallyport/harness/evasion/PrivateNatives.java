package dev.sallyport.harness.evasion;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

/** The JDK's native methods, called past the Java methods that are hooked. */
final class PrivateNatives {
    private static final String NIO = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String LANG = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final String NET = "--add-opens=java.base/java.net=ALL-UNNAMED";
    private static final String NONE = "no honest program does this";

    private PrivateNatives() {}

    private static Method method(String type, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        return Class.forName(type).getDeclaredMethod(name, parameters);
    }

    private static Object call(Method method, Object... arguments) throws Exception {
        method.setAccessible(true);
        return method.invoke(null, arguments);
    }

    private static FileDescriptor socket(boolean stream) throws Exception {
        return (FileDescriptor)
                call(
                        method("sun.nio.ch.Net", "socket", ProtocolFamily.class, boolean.class),
                        StandardProtocolFamily.INET,
                        stream);
    }

    private static Method connect0() throws ReflectiveOperationException {
        return method(
                "sun.nio.ch.Net",
                "connect0",
                boolean.class,
                FileDescriptor.class,
                InetAddress.class,
                int.class);
    }

    @Technique(value = "Net.connect, opened", kind = Kind.REFLECTION, flags = NIO, noTwin = NONE)
    static void connect(Goal goal) throws Exception {
        call(
                method(
                        "sun.nio.ch.Net",
                        "connect",
                        ProtocolFamily.class,
                        FileDescriptor.class,
                        InetAddress.class,
                        int.class),
                StandardProtocolFamily.INET,
                socket(true),
                goal.address(),
                goal.tcp());
    }

    @Technique(
            value = "Net.connect0, opened",
            heldBy = "hidden from reflection",
            kind = Kind.REFLECTION,
            flags = NIO,
            noTwin = NONE)
    static void connectNative(Goal goal) throws Exception {
        call(connect0(), false, socket(true), goal.address(), goal.tcp());
    }

    @Technique(value = "Net.connect0 by IMPL_LOOKUP", kind = Kind.REFLECTION, noTwin = NONE)
    static void connectTrusted(Goal goal) throws Throwable {
        Class<?> net = Class.forName("sun.nio.ch.Net");
        MethodHandle socket =
                Insides.trusted()
                        .findStatic(
                                net,
                                "socket",
                                MethodType.methodType(
                                        FileDescriptor.class, ProtocolFamily.class, boolean.class));
        Insides.trusted()
                .findStatic(
                        net,
                        "connect0",
                        MethodType.methodType(
                                int.class,
                                boolean.class,
                                FileDescriptor.class,
                                InetAddress.class,
                                int.class))
                .invokeWithArguments(
                        false,
                        socket.invokeWithArguments(StandardProtocolFamily.INET, true),
                        goal.address(),
                        goal.tcp());
    }

    @Technique(
            value = "Net.connect0 made accessible by Unsafe",
            heldBy = "hidden from reflection",
            kind = Kind.REFLECTION,
            noTwin = NONE)
    static void connectForced(Goal goal) throws Exception {
        Object descriptor =
                Insides.forced(
                                method(
                                        "sun.nio.ch.Net",
                                        "socket",
                                        ProtocolFamily.class,
                                        boolean.class))
                        .invoke(null, StandardProtocolFamily.INET, true);
        Insides.forced(connect0()).invoke(null, false, descriptor, goal.address(), goal.tcp());
    }

    @Technique(
            value = "Net.connect0 opened by Module.implAddOpens, forced",
            heldBy = "hidden from reflection",
            kind = Kind.REFLECTION,
            noTwin = NONE)
    static void implAddOpens(Goal goal) throws Exception {
        Insides.forced(Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class))
                .invoke(Object.class.getModule(), "sun.nio.ch", PrivateNatives.class.getModule());
        connectNative(goal);
    }

    @Technique(
            value = "DatagramChannelImpl.send0, opened",
            heldBy = "hidden from reflection",
            door = Door.UDP,
            kind = Kind.REFLECTION,
            flags = NIO,
            noTwin = NONE)
    static void send(Goal goal) throws Exception {
        long memory = (long) Insides.unsafe("allocateMemory", 32L);
        // struct sockaddr_in: the family in the machine's order, port and address as on the wire.
        byte[] address = goal.address().getAddress();
        byte[] bytes = {
            2,
            0,
            (byte) (goal.udp() >> 8),
            (byte) goal.udp(),
            address[0],
            address[1],
            address[2],
            address[3]
        };
        for (int i = 0; i < 16; i++) {
            put(memory + i, i < bytes.length ? bytes[i] : 0);
        }
        call(
                method(
                        "sun.nio.ch.DatagramChannelImpl",
                        "send0",
                        FileDescriptor.class,
                        long.class,
                        int.class,
                        long.class,
                        int.class),
                socket(false),
                memory,
                4,
                memory,
                16);
    }

    /** {@code Unsafe} has a method of that name for objects too. */
    private static void put(long address, byte value) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        java.lang.reflect.Field only = type.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        type.getMethod("putByte", long.class, byte.class).invoke(only.get(null), address, value);
    }

    @Technique(
            value = "Net.connect0 on a datagram socket, then DatagramDispatcher.write0",
            heldBy = "hidden from reflection",
            door = Door.UDP,
            kind = Kind.REFLECTION,
            flags = NIO,
            noTwin = NONE)
    static void connectedDatagram(Goal goal) throws Exception {
        FileDescriptor descriptor = socket(false);
        call(connect0(), false, descriptor, goal.address(), goal.udp());
        long memory = (long) Insides.unsafe("allocateMemory", 8L);
        call(
                method(
                        "sun.nio.ch.DatagramDispatcher",
                        "write0",
                        FileDescriptor.class,
                        long.class,
                        int.class),
                descriptor,
                memory,
                4);
    }

    @Technique(
            value = "UnixDomainSockets.connect0, opened",
            heldBy = "hidden from reflection",
            door = Door.UNIX,
            kind = Kind.REFLECTION,
            flags = NIO,
            noTwin = NONE)
    static void unix(Goal goal) throws Exception {
        String type = "sun.nio.ch.UnixDomainSockets";
        Object descriptor = call(method(type, "socket"));
        call(
                method(type, "connect0", FileDescriptor.class, byte[].class),
                descriptor,
                Programs.bytes(goal.unix().toString()));
    }

    @Technique(
            value = "ProcessImpl.forkAndExec, opened",
            heldBy = "hidden from reflection",
            door = Door.PROCESS,
            kind = Kind.REFLECTION,
            flags = LANG,
            noTwin = NONE,
            alone = true)
    static void forkAndExec(Goal goal) throws Exception {
        Class<?> type = Class.forName("java.lang.ProcessImpl");
        Class.forName(type.getName(), true, null);
        Object instance = Insides.unsafe("allocateInstance", type);
        Method fork = null;
        for (Method method : type.getDeclaredMethods()) {
            fork = method.getName().equals("forkAndExec") ? method : fork;
        }
        fork.setAccessible(true);
        java.lang.reflect.Field helper = type.getDeclaredField("helperpath");
        helper.setAccessible(true);
        int posixSpawn = 2;
        Object pid =
                fork.invoke(
                        instance,
                        posixSpawn,
                        helper.get(null),
                        Programs.bytes(goal.command().get(0) + "\0"),
                        Programs.bytes(goal.marker() + "\0"),
                        1,
                        null,
                        0,
                        null,
                        new int[] {-1, -1, -1},
                        false);
        ProcessHandle.of(((Integer) pid).longValue())
                .ifPresent(
                        child -> {
                            try {
                                child.onExit().get(5, java.util.concurrent.TimeUnit.SECONDS);
                            } catch (Exception notOurs) {
                                // The marker tells.
                            }
                        });
    }

    @Technique(
            value = "PlainSocketImpl.socketConnect, opened",
            heldBy = "hidden from reflection",
            kind = Kind.REFLECTION,
            flags = NET,
            to = 17,
            noTwin = NONE)
    static void plainSocket(Goal goal) throws Exception {
        Class<?> type = Class.forName("java.net.PlainSocketImpl");
        Constructor<?> constructor = type.getDeclaredConstructor(boolean.class);
        constructor.setAccessible(true);
        Object socket = constructor.newInstance(false);
        Method create = type.getSuperclass().getDeclaredMethod("create", boolean.class);
        create.setAccessible(true);
        create.invoke(socket, true);
        Method connect =
                type.getDeclaredMethod("socketConnect", InetAddress.class, int.class, int.class);
        connect.setAccessible(true);
        connect.invoke(socket, goal.address(), goal.tcp(), Goal.PATIENCE_MILLIS);
    }

    @Technique(
            value = "UnixNativeDispatcher.open, opened, writes the policy",
            door = Door.FILES,
            kind = Kind.TAMPERING,
            flags = {"--add-opens=java.base/sun.nio.fs=ALL-UNNAMED", NIO},
            noTwin = NONE)
    static void nativeOpen(Goal goal) throws Exception {
        Class<?> type = Class.forName("sun.nio.fs.UnixNativeDispatcher");
        Method open = null;
        for (Method method : type.getDeclaredMethods()) {
            open = method.getName().equals("open") ? method : open;
        }
        int truncateAndWrite = 01001;
        if (open == null) {
            throw new IOException("no such method");
        }
        call(open, goal.policy(), truncateAndWrite, 0);
    }
}
