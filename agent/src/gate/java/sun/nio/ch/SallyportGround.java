package sun.nio.ch;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.gate.Telemetry;
import dev.sallyport.event.ToolCalls;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.VM;

/** Facts about the process that only a class of {@code java.base} gets at cheaply. */
final class SallyportGround implements Ground {
    private static final List<Listener> LISTENERS = new ArrayList<>();

    /** Not the class, whose monitor anyone can hold. */
    private static final Object SETTLING = new Object();

    /** The gate knows one thread that writes Sallyport's own files. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    /** The parts of the gate that came later, each by its first class. */
    private static final List<String> SETTLED = new ArrayList<>();

    /** Whatever the application makes of it, this leads to stderr. */
    static final PrintStream STDERR = System.err;

    private static volatile boolean labelled;
    private static volatile Telemetry telemetry;

    static boolean isLabelled() {
        return labelled;
    }

    /** That part of the gate is there. */
    static void told(Telemetry part) {
        telemetry = part;
    }

    static void listening(FileDescriptor descriptor, Object owner) {
        synchronized (LISTENERS) {
            for (int i = LISTENERS.size() - 1; i >= 0; i--) {
                if (!LISTENERS.get(i).isOpen()) {
                    LISTENERS.remove(i);
                }
            }
            LISTENERS.add(new Listener(descriptor, owner));
        }
        Sentry guard = SallyportGate.sentry();
        if (guard != null) {
            guard.listening();
        }
    }

    @Override
    public Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public ToolCalls toolCalls() {
        return labelled ? SallyportLabels.here() : ToolCalls.NONE;
    }

    @Override
    public Object handedOverBy() {
        return labelled ? SallyportLabels.handedOverBy() : null;
    }

    @Override
    public void trace(String tool) {
        if (labelled) {
            SallyportLabels.trace(tool);
        }
    }

    @Override
    public void settle(String[] classes) {
        synchronized (SETTLING) {
            if (SETTLED.contains(classes[0])) {
                return;
            }
            for (int i = 0; i < classes.length; i += 2) {
                if (!isDefined(classes[i])) {
                    byte[] bytes = classes[i + 1].getBytes(StandardCharsets.ISO_8859_1);
                    SharedSecrets.getJavaLangAccess()
                            .defineClass(null, classes[i], bytes, null, null);
                }
            }
            // Before a hook needs them: it may be called in the middle of a class's definition.
            for (int i = 0; i < classes.length; i += 2) {
                initialize(classes[i]);
            }
            SETTLED.add(classes[0]);
        }
    }

    @Override
    public void settleLabels(String[] classes) {
        if (!labelled) {
            settle(classes);
            labelled = true;
        }
    }

    /** One that was here before, where somebody's stack ended. */
    private static boolean isDefined(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static void initialize(String name) {
        try {
            Class.forName(name, true, null);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean listensOn(byte[] address, int port) {
        synchronized (LISTENERS) {
            if (LISTENERS.isEmpty()) {
                return false;
            }
            InetAddress wanted;
            try {
                wanted = InetAddress.getByAddress(null, address);
            } catch (UnknownHostException impossible) {
                return false;
            }
            for (int i = 0; i < LISTENERS.size(); i++) {
                Listener listener = LISTENERS.get(i);
                if (listener.isOpen() && listener.listensOn(wanted, port)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean isOwnAddress(byte[] address) {
        try {
            InetAddress own = InetAddress.getByAddress(null, address);
            return own.isLoopbackAddress() || NetworkInterface.getByInetAddress(own) != null;
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override
    public String hostName() {
        try {
            Class<?> type = Class.forName("java.net.Inet4AddressImpl", false, null);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method name = type.getDeclaredMethod("getLocalHostName");
            name.setAccessible(true);
            return (String) name.invoke(constructor.newInstance());
        } catch (ReflectiveOperationException unknown) {
            return null;
        }
    }

    @Override
    public void write(Writing work) throws IOException {
        WRITING.lock();
        try {
            SallyportFiles.setWriting(true);
            work.run();
        } finally {
            SallyportFiles.setWriting(false);
            WRITING.unlock();
        }
    }

    @Override
    public String[] launchArguments() {
        return VM.getRuntimeArguments();
    }

    /** A socket that listens, for as long as somebody else holds on to it. */
    private static final class Listener {
        private final FileDescriptor descriptor;
        private final WeakReference<Object> owner;

        Listener(FileDescriptor descriptor, Object owner) {
            this.descriptor = descriptor;
            this.owner = new WeakReference<>(owner);
        }

        /** A closed channel's descriptor stays valid and its number is given to others. */
        boolean isOpen() {
            Object alive = owner.get();
            boolean closed = alive instanceof Channel && !((Channel) alive).isOpen();
            return alive != null && !closed && descriptor.valid();
        }

        boolean listensOn(InetAddress address, int port) {
            InetSocketAddress local;
            try {
                local = Net.localAddress(descriptor);
            } catch (IOException closed) {
                return false;
            }
            InetAddress at = local.getAddress();
            boolean everywhere =
                    at.isAnyLocalAddress()
                            && (at instanceof Inet6Address || address instanceof Inet4Address);
            return local.getPort() == port && (everywhere || at.equals(address));
        }
    }
}
