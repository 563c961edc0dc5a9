package dev.sallyport.harness.evasion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The goal's address under a name that the policy lists. */
final class ForgedNames {
    private static final String OPEN = "--add-opens=java.base/java.net=ALL-UNNAMED";

    private ForgedNames() {}

    private static void connect(Goal goal, InetAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, goal.tcp()), Goal.PATIENCE_MILLIS);
        }
    }

    private static InetAddress forged(Goal goal) throws IOException {
        return InetAddress.getByAddress(goal.listedName(), goal.address().getAddress());
    }

    @Technique(value = "getByAddress(listed name, address)", noTwin = "a lie has none")
    static void byAddress(Goal goal) throws IOException {
        connect(goal, forged(goal));
    }

    @Technique(value = "the same after an honest look-up of that name", noTwin = "a lie has none")
    static void afterHonest(Goal goal) throws IOException {
        InetAddress.getByName(goal.listedName());
        connect(goal, forged(goal));
    }

    @Technique(value = "the same as a datagram", door = Door.UDP, noTwin = "a lie has none")
    static void datagram(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(
                    ByteBuffer.wrap(new byte[] {1}),
                    new InetSocketAddress(forged(goal), goal.udp()));
        }
    }

    @Technique(value = "the same within an Inet6Address", noTwin = "a lie has none")
    static void forged6(Goal goal) throws IOException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(goal.address().getAddress(), 0, bytes, 12, 4);
        connect(goal, Inet6Address.getByAddress(goal.listedName(), bytes, -1));
    }

    @Technique(value = "localhost claimed elsewhere", noTwin = "a lie has none")
    static void localhost(Goal goal) throws IOException {
        connect(goal, InetAddress.getByAddress("localhost.", goal.address().getAddress()));
    }

    @Technique(value = "a forged address out of an object stream", noTwin = "a lie has none")
    static void serialized(Goal goal) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(forged(goal));
        }
        connect(
                goal,
                (InetAddress)
                        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                                .readObject());
    }

    @Technique(
            value = "jdk.net.hosts.file, set at run time",
            heldBy = "the property was read before main",
            noTwin = "only the launch may name one",
            alone = true)
    static void hostsFile(Goal goal) throws IOException {
        System.setProperty("jdk.net.hosts.file", LookUps.hosts(goal, goal.listedName()).toString());
        connect(goal, InetAddress.getByName(goal.listedName()));
    }

    @Technique(
            value = "a resolver provider that lies",
            from = 18,
            with = Extra.RESOLVER,
            noTwin = "a policy cannot list a resolver yet",
            alone = true)
    static void provider(Goal goal) throws IOException {
        System.setProperty("evasion.lie", goal.host());
        connect(goal, InetAddress.getByName(goal.listedName()));
    }

    @Technique(
            value = "the name written into an address object",
            kind = Kind.REFLECTION,
            flags = OPEN,
            noTwin = "a lie has none")
    static void nameField(Goal goal) throws Exception {
        InetAddress address = goal.address();
        Object holder = holder(address);
        for (String field : new String[] {"originalHostName", "hostName"}) {
            field(holder.getClass(), field).set(holder, goal.listedName());
        }
        connect(goal, address);
    }

    @Technique(
            value = "the address written into a looked-up object",
            kind = Kind.REFLECTION,
            flags = OPEN,
            noTwin = "a lie has none")
    static void addressField(Goal goal) throws Exception {
        InetAddress honest = InetAddress.getByName(goal.listedName());
        InetAddress address = InetAddress.getByAddress(goal.listedName(), honest.getAddress());
        Object holder = holder(address);
        Field bits = field(holder.getClass(), "address");
        bits.setInt(holder, bits.getInt(holder(goal.address())));
        connect(goal, address);
    }

    @Technique(
            value = "an address that another thread turns while it is judged",
            kind = Kind.REFLECTION,
            flags = OPEN,
            noTwin = "a lie has none")
    static void turned(Goal goal) throws Exception {
        InetAddress honest = InetAddress.getByName(goal.listedName());
        InetAddress address = InetAddress.getByAddress(honest.getAddress());
        Object holder = holder(address);
        Field bits = field(holder.getClass(), "address");
        int good = bits.getInt(holder);
        int bad = bits.getInt(holder(goal.address()));
        AtomicBoolean turning = new AtomicBoolean(true);
        Thread turner =
                new Thread(
                        () -> {
                            try {
                                while (turning.get()) {
                                    bits.setInt(holder, bad);
                                    bits.setInt(holder, good);
                                }
                            } catch (IllegalAccessException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "turner");
        turner.start();
        try {
            for (int i = 0; i < 2000; i++) {
                try {
                    connect(goal, address);
                } catch (IOException refused) {
                    // The next one may hit.
                }
            }
        } finally {
            turning.set(false);
            turner.join();
        }
    }

    @Technique(
            value = "the look-up cache filled by hand",
            kind = Kind.REFLECTION,
            flags = OPEN,
            noTwin = "a lie has none",
            alone = true)
    static void cache(Goal goal) throws Exception {
        Class<?> type =
                Class.forName(
                        Runtime.version().feature() < 18
                                ? "java.net.InetAddress$CachedAddresses"
                                : "java.net.InetAddress$CachedLookup");
        Constructor<?> constructor =
                type.getDeclaredConstructor(String.class, InetAddress[].class, long.class);
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        Map<String, Object> cache =
                (Map<String, Object>) field(InetAddress.class, "cache").get(null);
        cache.put(
                goal.listedName(),
                constructor.newInstance(
                        goal.listedName(), new InetAddress[] {forged(goal)}, Long.MAX_VALUE));
        connect(goal, InetAddress.getByName(goal.listedName()));
    }

    @Technique(
            value = "the gate's own mark of a judged address, guessed",
            kind = Kind.TAMPERING,
            flags = OPEN,
            noTwin = "a lie has none")
    static void mark(Goal goal) throws Exception {
        InetAddress address = goal.address();
        Object holder = holder(address);
        field(holder.getClass(), "originalHostName").set(holder, "judged".intern());
        connect(goal, address);
    }

    @Technique(
            value = "the ledger fed by the gate's own method",
            kind = Kind.TAMPERING,
            flags = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            noTwin = "a lie has none")
    static void ledger(Goal goal) throws Exception {
        if (Insides.isGuarded()) {
            try {
                Method resolved =
                        Insides.gate()
                                .getDeclaredMethod("resolved", InetAddress[].class, String.class);
                resolved.setAccessible(true);
                resolved.invoke(null, new InetAddress[] {goal.address()}, goal.listedName());
            } catch (NoSuchMethodException hidden) {
                // Then without.
            }
        }
        connect(goal, forged(goal));
    }

    @Technique(
            value = "the ledger fed by the gate's own method, by method handle",
            kind = Kind.TAMPERING,
            flags = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            noTwin = "a lie has none")
    static void ledgerByHandle(Goal goal) throws Throwable {
        if (Insides.isGuarded()) {
            java.lang.invoke.MethodHandles.privateLookupIn(
                            Insides.gate(), java.lang.invoke.MethodHandles.lookup())
                    .findStatic(
                            Insides.gate(),
                            "resolved",
                            java.lang.invoke.MethodType.methodType(
                                    InetAddress[].class, InetAddress[].class, String.class))
                    .invoke(new InetAddress[] {goal.address()}, goal.listedName());
        }
        connect(goal, forged(goal));
    }

    private static Object holder(InetAddress address) throws ReflectiveOperationException {
        return field(InetAddress.class, "holder").get(address);
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
