package sun.nio.ch;

import dev.sallyport.agent.gate.Alarm;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Pass;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.gate.Stream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.Set;
import jdk.internal.access.SharedSecrets;
import jdk.internal.loader.ClassLoaders;
import jdk.internal.loader.NativeLibrary;
import jdk.internal.reflect.Reflection;

/**
 * The one class of Sallyport that lives in {@code java.base}. Hooked JDK methods call it and
 * nothing else; it asks the {@link Sentry} and turns a refusal into the failure that the network
 * would give.
 *
 * <p>{@code sun.nio.ch} is not exported, so the guarded application cannot call these methods, and
 * their names are hidden from reflection. {@link #arm} works once. Nothing here uses a lambda, a
 * string switch or a logger: every line may run below an application's connect.
 */
public final class SallyportGate {
    /**
     * Marks an address that was judged as UDP and is on its way to {@code Net.connect}, which UDP
     * and TCP share. The mark is this very object, as the claimed name of a copy that never leaves
     * the JDK's own frames; a string that merely equals it marks nothing.
     */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String JUDGED = new String("judged");

    private static final int ECHO = 7;

    /** What foreign functions are called in policies and events. */
    private static final String FOREIGN = "java.lang.foreign";

    private static final String CUPS = "libcups.so.2";

    /** Not the class, whose monitor anyone can hold. */
    private static final Object ARMING = new Object();

    private static volatile Sentry sentry;
    private static Doors hooks;
    private static Alarm alarm;
    private static String unheld;

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportGate.class, everything);
        Reflection.registerMethodsToFilter(SallyportGate.class, everything);
        Reflection.registerFieldsToFilter(SallyportGround.class, everything);
        Reflection.registerFieldsToFilter(SallyportResolvers.class, everything);
        Reflection.registerMethodsToFilter(SallyportResolvers.class, everything);
        Reflection.registerFieldsToFilter(SallyportFiles.class, everything);
        Reflection.registerMethodsToFilter(SallyportFiles.class, everything);
        Reflection.registerFieldsToFilter(SallyportAgents.class, everything);
        Reflection.registerMethodsToFilter(SallyportAgents.class, everything);
        Reflection.registerFieldsToFilter(SallyportPrograms.class, everything);
        Reflection.registerMethodsToFilter(SallyportPrograms.class, everything);
        Reflection.registerFieldsToFilter(SallyportProbe.class, everything);
        Reflection.registerMethodsToFilter(SallyportProbe.class, everything);
    }

    private SallyportGate() {}

    /**
     * A launch that opens these packages lets reflection call the native methods below the hooks;
     * it does not find them. Method handles do, see SECURITY.md.
     */
    private static void hideNatives() {
        Reflection.registerMethodsToFilter(Net.class, Set.of("connect0"));
        Reflection.registerMethodsToFilter(DatagramChannelImpl.class, Set.of("send0"));
        Reflection.registerMethodsToFilter(UnixDomainSockets.class, Set.of("connect0"));
        hide("java.lang.ProcessImpl", "forkAndExec");
        hide("jdk.internal.foreign.abi.AbstractLinker", "downcallHandle", "downcallHandle0");
        hide("jdk.internal.loader.NativeLibraries", "load");
        hide("jdk.internal.loader.RawNativeLibraries", "load0");
        hide("java.net.Inet4AddressImpl", "lookupAllHostAddr", "getHostByAddr", "isReachable0");
        hide("java.net.Inet6AddressImpl", "lookupAllHostAddr", "getHostByAddr", "isReachable0");
        hide("java.net.PlainSocketImpl", "socketConnect");
        hide("java.net.PlainDatagramSocketImpl", "send0", "connect0");
    }

    /** Of a class that this JDK may lack. */
    private static void hide(String type, String... methods) {
        try {
            Reflection.registerMethodsToFilter(Class.forName(type, false, null), Set.of(methods));
        } catch (ClassNotFoundException absent) {
            // Nothing to hide: the second stacks are gone since JDK 18.
        }
    }

    // ---- called once, by the agent's start-up

    /** Whom {@link #resolvable} asks. */
    public static void await(Doors newHooks) {
        if (hooks != null) {
            throw new IllegalStateException("already awaited");
        }
        hooks = newHooks;
    }

    /**
     * Provokes the hooks before anything is guarded.
     *
     * @param lookup whether the look-up is made now, whatever it costs
     * @return what did not answer, or {@code null}
     */
    public static String selfTest(boolean lookup) {
        if (sentry != null) {
            throw new IllegalStateException("already armed");
        }
        return SallyportProbe.run(lookup);
    }

    /** Facts about the process that only a class of {@code java.base} can get cheaply. */
    public static Ground ground() {
        return new SallyportGround();
    }

    /**
     * From here on the sentry is asked. It can be set once and never taken away.
     *
     * @param newAlarm told of a hook that turns out not to be held
     * @throws IllegalStateException when a sentry is there already, or a hook is not
     */
    public static void arm(Sentry newSentry, Alarm newAlarm) {
        synchronized (ARMING) {
            if (sentry != null) {
                throw new IllegalStateException("already armed");
            }
            if (unheld != null) {
                throw new IllegalStateException(unheld);
            }
            alarm = newAlarm;
            SallyportPrograms.prepare();
            SallyportFiles.prepare();
            hideNatives();
            sentry = newSentry;
        }
        // The last slot: after the application's own hooks, so that what they open is counted too.
        SharedSecrets.getJavaLangAccess().registerShutdownHook(9, false, new End());
        new Beat().start();
    }

    /** Whom the gate's other classes ask; {@code null} before it is armed. */
    static Sentry sentry() {
        return sentry;
    }

    // ---- called by hooks

    /** Return of {@code InetAddress}'s static initialiser: nothing was looked up before. */
    public static void resolvable() {
        raiseAlarm(network());
    }

    /** Where the JVM has turned to the network, which may be before this class was there. */
    static String network() {
        try {
            hooks.watchNetwork();
        } catch (IOException | LinkageError missing) {
            // Not its message alone, which may be none, and none says that all is well.
            return "what guards the network is not in: " + missing;
        }
        return SallyportProbe.lookup();
    }

    /** Return of {@code Net}'s static initialiser: nothing in this JVM has connected before. */
    public static void connectable() {
        raiseAlarm(SallyportProbe.connect());
    }

    private static void raiseAlarm(String unanswered) {
        if (unanswered != null) {
            synchronized (ARMING) {
                unheld = unanswered;
                if (alarm != null) {
                    alarm.unheld(unanswered);
                }
            }
        }
    }

    /** Entry of {@code Net.connect}: judges a private copy, which the connect then goes on with. */
    public static InetAddress tcpConnect(FileDescriptor descriptor, InetAddress address, int port)
            throws IOException {
        Sentry guard = sentry;
        SallyportProbe.answer(address);
        if (guard == null || address == null || claim(address) == JUDGED) {
            return address;
        }
        return judged(guard, address, port, Sentry.TCP, null, descriptor);
    }

    /** Takes the place of {@code Net.connect} in {@code DatagramChannelImpl.connect}. */
    public static int udpConnect(
            ProtocolFamily family, FileDescriptor descriptor, InetAddress address, int port)
            throws IOException {
        Sentry guard = sentry;
        if (guard == null || address == null) {
            return Net.connect(family, descriptor, address, port);
        }
        InetAddress server = copy(address, JUDGED);
        if (guard.isDnsServer(server.getAddress(), port)) {
            int result = Net.connect(family, descriptor, server, port);
            SallyportDatagrams.connected(descriptor, server, port, claim(address));
            return result;
        }
        int result =
                Net.connect(
                        family, descriptor, judged(guard, address, port, Sentry.UDP, JUDGED), port);
        SallyportDatagrams.connected(descriptor);
        return result;
    }

    /** Entry of {@code InetAddress.getAllByName0}: a look-up, before any cache answers it. */
    public static void lookup(String host) throws UnknownHostException {
        Sentry guard = sentry;
        SallyportProbe.answer(host);
        if (guard != null) {
            refuseHost(guard.lookup(host));
        }
    }

    /** Entry of the built-in resolver, below the cache: who calls it by another way is judged. */
    public static void resolve(String host) throws UnknownHostException {
        Sentry guard = sentry;
        if (guard != null) {
            refuseHost(guard.resolve(host));
        }
    }

    /** Return of the built-in resolver: these addresses are proved to have this name. */
    public static InetAddress[] resolved(InetAddress[] answer, String host) {
        Sentry guard = sentry;
        if (guard != null && answer != null) {
            for (int i = 0; i < answer.length; i++) {
                if (answer[i] != null) {
                    guard.resolved(host, answer[i].getAddress());
                }
            }
        }
        return answer;
    }

    /** The same for the resolver of a hosts file, which answers with a stream (JDK 18 on). */
    public static java.util.stream.Stream<?> resolvedStream(
            java.util.stream.Stream<?> answer, String host) {
        if (sentry == null || answer == null) {
            return answer;
        }
        Object[] addresses = answer.toArray();
        InetAddress[] copy = new InetAddress[addresses.length];
        System.arraycopy(addresses, 0, copy, 0, addresses.length);
        resolved(copy, host);
        return java.util.stream.Stream.of(addresses);
    }

    /**
     * Entry of {@code Net.checkAddress} and {@code Socket.connect}: the refusal of a look-up, which
     * {@code InetSocketAddress} has swallowed, reaches the one who connects.
     */
    public static void unresolved(SocketAddress address) throws ConnectException {
        Sentry guard = sentry;
        if (guard != null
                && address instanceof InetSocketAddress
                && ((InetSocketAddress) address).isUnresolved()) {
            String refusal = guard.unresolved(((InetSocketAddress) address).getHostString());
            if (refusal != null) {
                throw new ConnectException(refusal);
            }
        }
    }

    /**
     * Takes the place of {@code Net.listen}: what listens here is the process itself.
     *
     * @param owner the channel or socket whose descriptor it is
     */
    public static void listen(FileDescriptor descriptor, int backlog, Object owner)
            throws IOException {
        Net.listen(descriptor, backlog);
        SallyportGround.listening(descriptor, owner);
    }

    // ---- the JDK's second stacks (jdk.net.usePlainSocketImpl and usePlainDatagramSocketImpl, 17)

    /** Entry of {@code AbstractPlainSocketImpl.doConnect}. */
    public static InetAddress plainTcpConnect(SocketImpl socket, InetAddress address, int port)
            throws IOException {
        Sentry guard = sentry;
        return guard == null || address == null
                ? address
                : judged(guard, address, port, Sentry.TCP, null, descriptor(socket));
    }

    /** The descriptor of a socket of the second stack. */
    static FileDescriptor descriptor(SocketImpl socket) throws IOException {
        try {
            Field descriptor = SocketImpl.class.getDeclaredField("fd");
            descriptor.setAccessible(true);
            return (FileDescriptor) descriptor.get(socket);
        } catch (ReflectiveOperationException changed) {
            throw new ConnectException("Sallyport cannot tell which connection this is");
        }
    }

    /** Entry of {@code AbstractPlainDatagramSocketImpl.connect}. */
    public static InetAddress plainUdpConnect(InetAddress address, int port) throws IOException {
        return plainConnect(address, port, Sentry.UDP);
    }

    /** These hand the copy to others of the JDK, so it bears no mark. */
    private static InetAddress plainConnect(InetAddress address, int port, int transport)
            throws IOException {
        Sentry guard = sentry;
        return guard == null || address == null
                ? address
                : judged(guard, address, port, transport, null);
    }

    /** Entry of {@code AbstractPlainDatagramSocketImpl.send}; a packet can be changed meanwhile. */
    public static DatagramPacket plainUdpSend(DatagramPacket packet) throws IOException {
        Sentry guard = sentry;
        InetAddress address = packet == null ? null : packet.getAddress();
        if (guard == null || address == null) {
            return packet;
        }
        int port = packet.getPort();
        InetAddress copy = judged(guard, address, port, Sentry.UDP, null);
        return new DatagramPacket(
                packet.getData(), packet.getOffset(), packet.getLength(), copy, port);
    }

    // ---- other ways out

    /** Entry of {@code isReachable}, judged as the TCP echo port that it may connect to. */
    public static InetAddress reach(InetAddress address) throws IOException {
        return plainConnect(address, ECHO, Sentry.TCP);
    }

    /** Entry of the built-in resolver's reverse look-up. */
    public static byte[] reverse(byte[] address) throws UnknownHostException {
        Sentry guard = sentry;
        if (guard == null || address == null) {
            return address;
        }
        byte[] copy = address.clone();
        if (copy.length == 4 || copy.length == 16) {
            refuseHost(guard.reverse(copy));
        }
        return copy;
    }

    /** Return of the built-in resolver's reverse look-up. */
    public static String named(String name, byte[] address) {
        Sentry guard = sentry;
        if (guard != null && name != null && address != null) {
            guard.named(address.clone(), name);
        }
        return name;
    }

    /** Entry of {@code UnixDomainSockets.connect}: goes on with the path that was judged. */
    public static Path unixConnect(Path path) throws IOException {
        Sentry guard = sentry;
        if (guard == null || path == null) {
            return path;
        }
        if (path.getClass().getModule() != Object.class.getModule()) {
            throw new ConnectException("not a path of the default file system");
        }
        String given = path.toString();
        String real = judgedPath(guard, given);
        return real.equals(given) ? path : path.getFileSystem().getPath(real);
    }

    private static String judgedPath(Sentry guard, String given) throws IOException {
        String real = given.isEmpty() ? "" : new File(given).getCanonicalPath();
        String refusal = guard.unixConnect(real);
        if (refusal != null) {
            throw new ConnectException(refusal);
        }
        return real;
    }

    // ---- libraries that connect by native code of their own, by way of java.net.SallyportChecks

    /** A private copy of the address, judged. */
    public static InetAddress library(InetAddress address, int port, boolean datagram)
            throws IOException {
        return plainConnect(address, port, datagram ? Sentry.UDP : Sentry.TCP);
    }

    /** Whether a datagram there is judged by what it asks. */
    public static boolean isDnsServer(InetAddress address, int port) {
        Sentry guard = sentry;
        return guard != null && address != null && guard.isDnsServer(address.getAddress(), port);
    }

    /** How much of a datagram there has to be read: what is longer is no query. */
    public static int lengthOfQuery(int length) {
        return Math.max(0, Math.min(length, SallyportSocket.LONGEST_QUERY));
    }

    /**
     * A datagram of a library's to such a server is judged.
     *
     * @return a private copy of the address; {@code null} where it has to be judged as any other
     */
    public static InetAddress question(InetAddress address, int port, byte[] message)
            throws IOException {
        return SallyportDatagrams.ask(sentry, copy(address, null), port, message);
    }

    /** Whether a library that sends and receives by native code of its own was let in. */
    public static boolean trustsTransports() {
        Sentry guard = sentry;
        return guard != null && guard.trustsTransports();
    }

    /** Such a library has received a datagram. */
    public static void answered(byte[] sender, int port, byte[] datagram) {
        SallyportDatagrams.answered(sender, port, datagram);
    }

    /** The real path, judged; empty for what has none. */
    public static String libraryPath(String given) throws IOException {
        Sentry guard = sentry;
        return guard == null ? given : judgedPath(guard, given);
    }

    // ---- requests of HTTP, by way of java.net.SallyportRequests

    /**
     * A request that is about to be sent; to whom, is judged and not believed.
     *
     * @param remote what the connection says it is connected to
     * @return the refusal, or {@code null}
     */
    public static String request(
            InetSocketAddress remote,
            String authority,
            int defaultPort,
            String method,
            String path) {
        Sentry guard = sentry;
        InetAddress address = remote.getAddress();
        // The JDK's socket says so of what a SOCKS proxy has connected to by name.
        if (guard == null || (address != null && address.isAnyLocalAddress())) {
            return null;
        }
        return guard.request(
                address == null ? null : address.getAddress(),
                remote.getPort(),
                address == null ? remote.getHostString() : claim(address),
                authority,
                defaultPort,
                method,
                path);
    }

    /** As {@code Sentry.pass}, of such a request. */
    public static Pass pass(InetSocketAddress remote, String authority, int defaultPort) {
        Sentry guard = sentry;
        InetAddress address = remote.getAddress();
        return guard == null || address == null
                ? null
                : guard.pass(
                        address.getAddress(),
                        remote.getPort(),
                        claim(address),
                        authority,
                        defaultPort);
    }

    /** A library's resolver has been asked for one name and asks for another. */
    public static void completes(String asked, String completed) {
        Sentry guard = sentry;
        if (guard != null) {
            guard.completes(asked, completed);
        }
    }

    /** Entry of {@code ProcessImpl}'s constructor: goes on with the program that was judged. */
    public static byte[] process(
            byte[] program,
            byte[] arguments,
            int count,
            byte[] environment,
            int size,
            byte[] folder)
            throws IOException {
        Sentry guard = sentry;
        if (guard == null || program == null) {
            return program;
        }
        return SallyportPrograms.judged(guard, program, arguments, folder);
    }

    /** The same: a JVM gets the guard into its environment. */
    public static byte[] childEnvironment(
            byte[] program, byte[] arguments, int count, byte[] environment) {
        Sentry guard = sentry;
        return guard == null || program == null
                ? environment
                : SallyportPrograms.environment(guard, program, environment);
    }

    /** The same: how many variables there are now. */
    public static int childVariables(byte[] environment) {
        return SallyportPrograms.count(environment);
    }

    /** Entry of {@code open} of a native library. */
    public static void nativeLibrary(Object library) {
        if (sentry != null) {
            judgeLibrary(name(library));
        }
    }

    /** Entry of {@code PKCS11}'s constructor, and return of {@code PlatformPCSC.getLibraryName}. */
    public static String library(String name) {
        if (sentry != null && name != null) {
            judgeLibrary(name);
        }
        return name;
    }

    /** Entry of {@code Secmod.initialize}, which opens NSS in a folder or on the library path. */
    public static void nss(String folder) {
        String name = System.mapLibraryName("nss3");
        library(folder == null ? name : new File(folder, name).getPath());
    }

    /**
     * Takes the place of {@code CUPSPrinter.canConnect}, the first use of a library that connects
     * to whatever server a file in the user's home names. Refused, there are no printers.
     */
    public static boolean printing(String server, int port) {
        if (sentry != null && sentry.nativeLibrary(CUPS) != null) {
            return false;
        }
        try {
            Method canConnect =
                    Class.forName("sun.print.CUPSPrinter")
                            .getDeclaredMethod("canConnect", String.class, int.class);
            canConnect.setAccessible(true);
            return (boolean) canConnect.invoke(null, server, port);
        } catch (ReflectiveOperationException unavailable) {
            return false;
        }
    }

    private static void judgeLibrary(String name) {
        String refusal = sentry.nativeLibrary(name.indexOf('/') < 0 ? name : realPath(name));
        if (refusal != null) {
            throw new UnsatisfiedLinkError(refusal);
        }
    }

    /**
     * Entry of the linker's {@code downcallHandle}: whatever the C library can do is a call away,
     * and no library is opened for it.
     */
    public static void foreign() {
        Sentry guard = sentry;
        String refusal = guard == null ? null : guard.nativeLibrary(FOREIGN);
        if (refusal != null) {
            throw new IllegalCallerException(refusal);
        }
    }

    /**
     * Entry of {@code Module.ensureNativeAccess}: one of the restricted methods is called, which
     * all of {@code java.lang.foreign} that leads out are.
     *
     * @param caller the module of the class that calls it, which cannot be borrowed: these methods
     *     are caller-sensitive
     */
    public static void restricted(Module caller, Class<?> owner) {
        // Loading a library and binding its methods are judged where it is opened.
        if (owner != null
                && owner.getName().startsWith("java.lang.foreign.")
                && !shapesText(caller)) {
            foreign();
        }
    }

    /**
     * {@code java.desktop} shapes text by foreign functions, which {@code java.base} prepares. No
     * other module is let pass: anyone can define a class in one that opens a package to everybody,
     * as {@code jdk.unsupported} does, and as a server's own jar can have {@code java.desktop} do
     * ({@code Add-Opens} in its manifest).
     */
    private static boolean shapesText(Module module) {
        if (module.getClassLoader() != null || !module.isNamed()) {
            return false;
        }
        return module == Object.class.getModule()
                || ("java.desktop".equals(module.getName()) && !opensSomething(module));
    }

    private static boolean opensSomething(Module module) {
        Module anyone = ClassLoaders.appClassLoader().getUnnamedModule();
        for (String name : module.getPackages()) {
            if (module.isOpen(name, anyone)) {
                return true;
            }
        }
        return false;
    }

    /** Return of {@code InheritedChannel.getChannel}: what the launcher has connected for us. */
    public static Channel inherited(Channel channel) throws IOException {
        Sentry guard = sentry;
        if (guard == null || channel == null) {
            return channel;
        }
        if (channel instanceof ServerSocketChannelImpl) {
            SallyportGround.listening(((ServerSocketChannelImpl) channel).getFD(), channel);
        } else if (channel instanceof SocketChannelImpl) {
            SocketChannelImpl peer = (SocketChannelImpl) channel;
            judgePeer(guard, peer.remoteAddress(), Sentry.TCP, peer.getFD());
        } else if (channel instanceof DatagramChannelImpl) {
            judgePeer(guard, ((DatagramChannelImpl) channel).remoteAddress(), Sentry.UDP, null);
        }
        return channel;
    }

    private static void judgePeer(
            Sentry guard, SocketAddress peer, int transport, FileDescriptor descriptor)
            throws IOException {
        if (peer instanceof InetSocketAddress) {
            InetSocketAddress address = (InetSocketAddress) peer;
            judged(guard, address.getAddress(), address.getPort(), transport, null, descriptor);
        } else if (peer instanceof UnixDomainSocketAddress) {
            unixConnect(((UnixDomainSocketAddress) peer).getPath());
        }
    }

    // ---- SCTP, which is judged as a transport of its own

    /** Entry of {@code SctpNet.connect}. */
    public static InetAddress sctpConnect(InetAddress address, int port) throws IOException {
        return plainConnect(address, port, Sentry.SCTP);
    }

    /** Entry of SCTP's {@code sendFromNativeBuffer}. */
    public static SocketAddress sctpSend(SocketAddress target) throws IOException {
        if (sentry == null || !(target instanceof InetSocketAddress)) {
            return target;
        }
        InetSocketAddress address = (InetSocketAddress) target;
        int port = address.getPort();
        return new InetSocketAddress(sctpConnect(address.getAddress(), port), port);
    }

    /** By reflection: {@code NativeLibrary} is an interface on JDK 17 and a class on 25. */
    private static String name(Object library) {
        try {
            return (String) NativeLibrary.class.getMethod("name").invoke(library);
        } catch (ReflectiveOperationException changed) {
            throw new UnsatisfiedLinkError("Sallyport cannot tell which library this is");
        }
    }

    // ---- inside

    static String realPath(String path) {
        try {
            return new File(path).getCanonicalPath();
        } catch (IOException unreadable) {
            return path;
        }
    }

    /**
     * The address object belongs to the application, which may change it between check and use (the
     * native code reads it again). What is judged and what is connected to is a copy made first.
     */
    private static InetAddress judged(
            Sentry guard, InetAddress address, int port, int transport, String mark)
            throws IOException {
        return judged(guard, address, port, transport, mark, null);
    }

    /**
     * The same, and what is said on the connection is listened to.
     *
     * @param descriptor of a TCP socket; else {@code null}
     */
    private static InetAddress judged(
            Sentry guard,
            InetAddress address,
            int port,
            int transport,
            String mark,
            FileDescriptor descriptor)
            throws IOException {
        String claim = claim(address);
        InetAddress copy = copy(address, mark);
        String refusal = guard.connect(copy.getAddress(), port, claim, transport);
        if (refusal != null) {
            throw transport == Sentry.UDP
                    ? new SocketException(refusal)
                    : new ConnectException(refusal);
        }
        if (descriptor != null) {
            Stream stream = guard.stream(copy.getAddress(), port, claim);
            if (stream != null) {
                SallyportWire.open(descriptor, stream);
            }
        }
        return copy;
    }

    /** What the object says it is called; {@code getHostName()} would ask the network. */
    static String claim(InetAddress address) {
        return SharedSecrets.getJavaNetInetAddressAccess().getOriginalHostName(address);
    }

    static InetAddress copy(InetAddress address, String mark) throws IOException {
        if (address instanceof Inet6Address) {
            int scope = ((Inet6Address) address).getScopeId();
            // -1 is "no scope" to getByAddress, 0 would be taken as one.
            return Inet6Address.getByAddress(mark, address.getAddress(), scope == 0 ? -1 : scope);
        }
        if (address instanceof Inet4Address) {
            return InetAddress.getByAddress(mark, address.getAddress());
        }
        // Only deserialization tricks make a bare InetAddress; the network could not use it.
        throw new ConnectException("not an IPv4 or IPv6 address");
    }

    private static void refuseHost(String refusal) throws UnknownHostException {
        if (refusal != null) {
            throw new UnknownHostException(refusal);
        }
    }

    /** Once a second: counts go to disk. No field, so that no thread leads to the guard. */
    private static final class Beat extends Thread {
        private static final long SECOND = 1000;

        Beat() {
            super(null, null, "sallyport", 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                try {
                    Thread.sleep(SECOND);
                    sentry.beat();
                } catch (InterruptedException somebodyElses) {
                    // An application that interrupts every thread it finds does not stop the
                    // counts.
                }
            }
        }
    }

    /** The last thing that the JVM does in Java. No field, for the same reason. */
    private static final class End implements Runnable {
        @Override
        public void run() {
            sentry.end();
        }
    }
}
