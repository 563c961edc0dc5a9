package dev.sallyport.agent.hook;

import dev.sallyport.agent.hook.Hook.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Every method of the JDK that is hooked: the lowest Java methods that all paths of a surface pass.
 * Adding a surface is adding a row and its test.
 *
 * <p>{@code HookTableTest} holds the rows against the JDKs at hand, {@code SignaturesTest} against
 * recorded signatures of Linux and macOS, JDK 17, 21 and 25.
 */
final class HookTable {
    /**
     * Columns: JDK feature releases, and the operating system of those that not all have; where in
     * the method; the method; the first local variable that the gate gets (and after a {@code >}
     * the one that takes what it returns, if that is another), or the call that goes to it; the
     * gate's method. {@code {A}} and the like stand for types, see {@link #TYPES}.
     */
    private static final String ROWS =
            """
            # Every TCP connect: Socket, SocketChannel, AsynchronousSocketChannel and all on them.
            17-   ENTRY  sun/nio/ch/Net.connect({F}{D}{A}I)I  1>2  Gate.tcpConnect({D}{A}I){A}

            # Before these have returned nothing is looked up and nothing connects: the self-test's turn.
            17-   RETURN java/net/InetAddress.<clinit>()V  0  Gate.resolvable()V
            17-   RETURN sun/nio/ch/Net.<clinit>()V  0  Gate.connectable()V

            # Unix-domain sockets, child processes, native libraries.
            17-   ENTRY  sun/nio/ch/UnixDomainSockets.connect({D}{H})I  1  Gate.unixConnect({H}){H}
            17-   ENTRY  java/lang/ProcessImpl.<init>([B[BI[BI[B[IZZ)V  1  Gate.process([B[BI[BI[B)[B
            17-   ENTRY  jdk/internal/loader/NativeLibraries$NativeLibraryImpl.open()Z  0  Gate.nativeLibrary({O})V
            18-   ENTRY  jdk/internal/loader/RawNativeLibraries$RawNativeLibraryImpl.open()Z  0  Gate.nativeLibrary({O})V

            # A child that is a JVM gets the guard into its environment.
            17-   ENTRY  java/lang/ProcessImpl.<init>([B[BI[BI[B[IZZ)V  1>4  Gate.childEnvironment([B[BI[B)[B
            17-   ENTRY  java/lang/ProcessImpl.<init>([B[BI[BI[B[IZZ)V  4>5  Gate.childVariables([B)I

            # Foreign functions: the C library is a call away, and nothing is loaded for it.
            21-23 ENTRY  jdk/internal/foreign/abi/AbstractLinker.downcallHandle0(Ljava/lang/foreign/FunctionDescriptor;[Ljava/lang/foreign/Linker$Option;)Ljava/lang/invoke/MethodHandle;  0  Gate.foreign()V
            24-   ENTRY  java/lang/Module.ensureNativeAccess({C}{N}{C}Z)V  0  Gate.restricted({X}{C})V

            # A socket that the launcher has connected.
            17-   RETURN sun/nio/ch/InheritedChannel.getChannel()Ljava/nio/channels/Channel;  0  Gate.inherited(Ljava/nio/channels/Channel;)Ljava/nio/channels/Channel;

            # Agents that come after the start, and what their transformers do.
            17-   ENTRY  sun/instrument/InstrumentationImpl.loadClassAndCallAgentmain({N}{N})V  1  Agents.late({N})V
            17-   ENTRY  sun/instrument/InstrumentationImpl.transform({X}Ljava/lang/ClassLoader;{N}{C}{Q}[BZ)[B  3  Agents.transforming({N}{C}{Q}[B)V
            17-   RETURN sun/instrument/InstrumentationImpl.transform({X}Ljava/lang/ClassLoader;{N}{C}{Q}[BZ)[B  3  Agents.transformed([B{N}{C}{Q}[B)[B

            # What guards the next start: written, renamed, deleted, linked to, its permissions changed.
            17-   ENTRY  java/io/FileOutputStream.open({N}Z)V  1  Files.write({N})V
            17-   ENTRY  java/io/RandomAccessFile.open({N}I)V  1  Files.open({N}I)V
            17-   ENTRY  java/io/File.delete()Z  0  Files.change({E}){E}
            17-   ENTRY  java/io/File.renameTo({E})Z  0  Files.rename({E}{E}){E}
            17-   ENTRY  java/io/File.setReadOnly()Z  0  Files.change({E}){E}
            17-   ENTRY  java/io/File.setWritable(ZZ)Z  0  Files.change({E}){E}
            17-   ENTRY  java/io/File.setReadable(ZZ)Z  0  Files.change({E}){E}
            17-   ENTRY  java/io/File.setExecutable(ZZ)Z  0  Files.change({E}){E}
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.open({U}II)I  0  Files.open({H}II)V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.openat(I[BII)I  0  Files.open(I[BI)V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.unlink({U})V  0  Files.delete({H})V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.rmdir({U})V  0  Files.delete({H})V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.unlinkat(I[BI)V  0  Files.delete(I[B)V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.rename({U}{U})V  0  Files.move({H}{H})V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.link({U}{U})V  0  Files.move({H}{H})V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.renameat(I[BI[B)V  0  Files.move(I[BI[B)V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.symlink([B{U})V  0  Files.link([B{H})V
            17-   ENTRY  sun/nio/fs/UnixNativeDispatcher.chmod({U}I)V  0  Files.permit({H})V
            21-@MACOS ENTRY  sun/nio/fs/BsdNativeDispatcher.clonefile({U}{U}I)I  0  Files.move({H}{H})V

            # "Is it there" asks the network, and may carry a message to whoever answers.
            17-   ENTRY  java/net/Inet4AddressImpl.isReachable({A}I{W}I)Z  1  Gate.reach({A}){A}
            17-   ENTRY  java/net/Inet6AddressImpl.isReachable({A}I{W}I)Z  1  Gate.reach({A}){A}

            # A refused look-up's message, which InetSocketAddress has swallowed.
            17-   ENTRY  sun/nio/ch/Net.checkAddress({S})Ljava/net/InetSocketAddress;  0  Gate.unresolved({S})V
            17-   ENTRY  java/net/Socket.connect({S}I)V  1  Gate.unresolved({S})V

            # Look-ups above the cache: its negative entries would swallow a repeat's message and event.
            17-17 ENTRY  java/net/InetAddress.getAllByName0({N}{A}ZZ)[{A}  0  Gate.lookup({N})V
            18-23 ENTRY  java/net/InetAddress.getAllByName0({N}ZZ)[{A}  0  Gate.lookup({N})V
            24-   ENTRY  java/net/InetAddress.getAllByName0({N}Z)[{A}  0  Gate.lookup({N})V

            # The built-in resolver itself, judged when it is asked and believed when it answers.
            17-17 ENTRY  java/net/InetAddress$PlatformNameService.lookupAllHostAddr({N})[{A}  1  Gate.resolve({N})V
            17-17 RETURN java/net/InetAddress$PlatformNameService.lookupAllHostAddr({N})[{A}  1  Gate.resolved([{A}{N})[{A}
            18-   ENTRY  java/net/Inet4AddressImpl.lookupAllHostAddr({N}{P})[{A}  1  Gate.resolve({N})V
            18-   RETURN java/net/Inet4AddressImpl.lookupAllHostAddr({N}{P})[{A}  1  Gate.resolved([{A}{N})[{A}
            18-   ENTRY  java/net/Inet6AddressImpl.lookupAllHostAddr({N}{P})[{A}  1  Gate.resolve({N})V
            18-   RETURN java/net/Inet6AddressImpl.lookupAllHostAddr({N}{P})[{A}  1  Gate.resolved([{A}{N})[{A}

            # Whatever answers in its place, which is believed where the policy lists it.
            17-17 RETURN java/net/InetAddress.getAddressesFromNameService({N}{A})[{A}  0  Resolvers.answered([{A}{N})[{A}
            18-   RETURN java/net/InetAddress.getAddressesFromNameService({N})[{A}  0  Resolvers.answered([{A}{N})[{A}

            # An address's name.
            17-17 ENTRY  java/net/InetAddress$PlatformNameService.getHostByAddr([B){N}  1  Gate.reverse([B)[B
            18-   ENTRY  java/net/InetAddress$PlatformResolver.lookupByAddress([B){N}  1  Gate.reverse([B)[B
            17-17 RETURN java/net/InetAddress$PlatformNameService.getHostByAddr([B){N}  1  Gate.named({N}[B){N}
            18-   RETURN java/net/InetAddress$PlatformResolver.lookupByAddress([B){N}  1  Gate.named({N}[B){N}
            """;

    /**
     * The operator's hosts file, where the launch names one. The answers of one that the server
     * names at run time prove nothing unless the policy lists it.
     */
    private static final String HOSTS_FILE_ROWS =
            """
            17-17 RETURN java/net/InetAddress$HostsFileNameService.lookupAllHostAddr({N})[{A}  1  Gate.resolved([{A}{N})[{A}
            18-   RETURN java/net/InetAddress$HostsFileResolver.lookupByName({N}{P}){T}  1  Gate.resolvedStream({T}{N}){T}
            """;

    /** The module of JDK 17 whose foreign functions a launch can add. */
    static final String INCUBATOR = "jdk.incubator.foreign";

    private static final String INCUBATOR_ROWS =
            """
            17-17 ENTRY  jdk/internal/foreign/AbstractCLinker.downcallHandle(Ljdk/incubator/foreign/Addressable;{M}Ljdk/incubator/foreign/FunctionDescriptor;){L}  0  Gate.foreign()V
            17-17 ENTRY  jdk/internal/foreign/AbstractCLinker.downcallHandle(Ljdk/incubator/foreign/Addressable;Ljdk/incubator/foreign/SegmentAllocator;{M}Ljdk/incubator/foreign/FunctionDescriptor;){L}  0  Gate.foreign()V
            17-17 ENTRY  jdk/internal/foreign/abi/x64/sysv/SysVx64Linker.downcallHandle({M}Ljdk/incubator/foreign/FunctionDescriptor;){L}  0  Gate.foreign()V
            17-17 ENTRY  jdk/internal/foreign/abi/aarch64/linux/LinuxAArch64Linker.downcallHandle({M}Ljdk/incubator/foreign/FunctionDescriptor;){L}  0  Gate.foreign()V
            17-17@MACOS ENTRY  jdk/internal/foreign/abi/aarch64/macos/MacOsAArch64Linker.downcallHandle({M}Ljdk/incubator/foreign/FunctionDescriptor;){L}  0  Gate.foreign()V
            """;

    /**
     * Modules that lead out by a native library of their own, hooked when it is about to be loaded:
     * the library's bare name and its module, then the rows.
     */
    private static final String[] LIBRARIES = {
        "sctp",
        "jdk.sctp",
        """
        17-   ENTRY  sun/nio/ch/sctp/SctpNet.connect(I{A}I)I  1  Gate.sctpConnect({A}I){A}
        17-   ENTRY  sun/nio/ch/sctp/SctpChannelImpl.sendFromNativeBuffer(ILjava/nio/ByteBuffer;{S}IZI)I  3  Gate.sctpSend({S}){S}
        17-   ENTRY  sun/nio/ch/sctp/SctpMultiChannelImpl.sendFromNativeBuffer(ILjava/nio/ByteBuffer;{S}IIZI)I  3  Gate.sctpSend({S}){S}
        """,
        "j2pkcs11",
        "jdk.crypto.cryptoki",
        """
        17-   ENTRY  sun/security/pkcs11/wrapper/PKCS11.<init>({N}{N})V  1  Gate.library({N}){N}
        17-   ENTRY  sun/security/pkcs11/Secmod.initialize(Lsun/security/pkcs11/Secmod$DbMode;{N}{N}Z)V  3  Gate.nss({N})V
        """,
        "j2pcsc",
        "java.smartcardio",
        """
        17-   RETURN sun/security/smartcardio/PlatformPCSC.getLibraryName(){N}  0  Gate.library({N}){N}
        """,
        "awt",
        "java.desktop",
        """
        17-   CALL   sun/print/CUPSPrinter.isCupsRunning()Z  sun/print/CUPSPrinter.canConnect  Gate.printing({N}I)Z
        """,
        "attach",
        "jdk.attach",
        """
        17-   ENTRY  sun/tools/attach/VirtualMachineImpl.<init>(Lcom/sun/tools/attach/spi/AttachProvider;{N})V  2  Agents.attach({N})V
        """,
        "management_ext",
        "jdk.management",
        """
        17-   ENTRY  com/sun/management/internal/DiagnosticCommandImpl$Wrapper.execute([{N}){N}  0  Agents.command({O}[{N})V
        """,
    };

    /** The module of the JDK's newer HTTP client, which a runtime may lack. */
    static final String HTTP_CLIENT = "java.net.http";

    /** Where the JDK's HTTP clients write a request's head. They go in with the first connect. */
    private static final String REQUEST_ROWS =
            """
            17-   ENTRY  sun/net/www/http/HttpClient.writeRequests({m})V  0  Requests.urlConnection({O}{O})V
            17-   ENTRY  sun/net/www/http/HttpClient.writeRequests({m}Lsun/net/www/http/PosterOutputStream;)V  0  Requests.urlConnection({O}{O})V
            """;

    private static final String HTTP_CLIENT_ROWS =
            """
            17-   RETURN jdk/internal/net/http/Http1Request.headers(){l}  0  Requests.head({l}{O}){l}
            17-   RETURN jdk/internal/net/http/Stream.headerFrame(J)Ljdk/internal/net/http/frame/OutgoingHeaders;  0  Requests.frame({O}{O}){O}
            """;

    /**
     * What nothing can reach before {@code InetAddress} is initialised, because it is a parameter
     * of theirs, or initialised by their object's constructor: put in by whoever initialises it,
     * for it costs a tenth of the start and many servers never come here.
     */
    private static final String NETWORK_ROWS =
            """
            # The second stacks, which a property can choose at run time.
            17-17 ENTRY  java/net/AbstractPlainSocketImpl.doConnect({A}II)V  0>1  Gate.plainTcpConnect({V}{A}I){A}
            17-17 ENTRY  java/net/AbstractPlainDatagramSocketImpl.connect({A}I)V  1  Gate.plainUdpConnect({A}I){A}
            17-17 ENTRY  java/net/AbstractPlainDatagramSocketImpl.send({K})V  1  Gate.plainUdpSend({K}){K}

            # Datagrams with a target of their own; a query to a DNS server leaves as it was judged.
            17-   ENTRY  sun/nio/ch/DatagramChannelImpl.sendFromNativeBuffer({D}{u}{I})I  1>3  Datagrams.target({D}{u}{I}){I}
            17-   ENTRY  sun/nio/ch/DatagramChannelImpl.sendFromNativeBuffer({D}{u}{I})I  1>2  Datagrams.payload({D}{u}){u}
            17-   RETURN sun/nio/ch/DatagramChannelImpl.sendFromNativeBuffer({D}{u}{I})I  1  Datagrams.sent(I{D}{u})I

            # The same of channels that are connected to one.
            17-   CALL   sun/nio/ch/DatagramChannelImpl.send({u}{S})I  sun/nio/ch/IOUtil.write  Datagrams.write({D}{u}J{n})I
            17-   CALL   sun/nio/ch/DatagramChannelImpl.write({u})I  sun/nio/ch/IOUtil.write  Datagrams.write({D}{u}J{n})I
            17-   CALL   sun/nio/ch/DatagramChannelImpl.write([{u}II)J  sun/nio/ch/IOUtil.write  Datagrams.write({D}[{u}II{n})J

            # What DNS servers answer; who is bound to a port can answer like one.
            17-   ENTRY  sun/nio/ch/DatagramChannelImpl.receive({u}Z)I  0>1  Datagrams.room({O}{u}){u}
            17-   RETURN sun/nio/ch/DatagramChannelImpl.receive({u}Z)I  0  Datagrams.received(I{O}{u}Z)I
            17-   CALL   sun/nio/ch/DatagramChannelImpl.read({u})I  sun/nio/ch/IOUtil.read  Datagrams.read({D}{u}J{n})I
            17-   RETURN sun/nio/ch/DatagramChannelImpl.bindInternal({S})V  0  Datagrams.bound({O})V
            17-17 ENTRY  java/net/AbstractPlainDatagramSocketImpl.bind(I{A})V  1>2  Datagrams.plainBound(I{A}){A}

            # UDP ends in the same method, where the transport is no longer known.
            17-   CALL   sun/nio/ch/DatagramChannelImpl.connect({S}Z)Ljava/nio/channels/DatagramChannel;  sun/nio/ch/Net.connect  Gate.udpConnect({F}{D}{A}I)I

            # A file's content that the system itself sends, past the channel's methods.
            17-   ENTRY  sun/nio/ch/FileChannelImpl.transferTo(JJ{b})J  5  Transfer.ordinary({b}){b}

            # The process's own ports. Net.listen is native, hence its callers.
            17-   CALL   sun/nio/ch/ServerSocketChannelImpl.netBind({S}I){S}  sun/nio/ch/Net.listen  Gate.listen({D}I{O})V
            17-   CALL   sun/nio/ch/NioSocketImpl.listen(I)V  sun/nio/ch/Net.listen  Gate.listen({D}I{O})V
            17-   CALL   sun/nio/ch/AsynchronousServerSocketChannelImpl.bind({S}I)Ljava/nio/channels/AsynchronousServerSocketChannel;  sun/nio/ch/Net.listen  Gate.listen({D}I{O})V
            """;

    /**
     * Where the JDK's executors take work and where they do it: the label of the thread that hands
     * it over goes along ({@code SallyportTasks}). Not one of these guards anything. They go in
     * when the first call of an MCP client's is near, for hooking these classes costs what a start
     * may.
     */
    private static final String HAND_OVER_ROWS =
            """
            # Work that nobody but the JDK sees is wrapped.
            17-   ENTRY  java/util/concurrent/FutureTask.<init>({Y})V  1  Tasks.callable({Y}){Y}
            17-   ENTRY  java/util/concurrent/FutureTask.<init>({R}{O})V  1  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/ForkJoinPool.execute({R})V  1  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/ForkJoinPool.submit({R}){k}  1  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/ForkJoinPool.submit({R}{O}){k}  1  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/ForkJoinPool.submit({Y}){k}  1  Tasks.callable({Y}){Y}
            17-   ENTRY  java/util/concurrent/CompletableFuture.asyncSupplyStage({x}{y}){f}  1  Tasks.supplier({y}){y}
            17-   ENTRY  java/util/concurrent/CompletableFuture.asyncRunStage({x}{R}){f}  1  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/CompletableFuture.completeAsync({y}{x}){f}  1  Tasks.supplier({y}){y}
            17-   ENTRY  java/util/concurrent/CompletableFuture.completeAsync({y}){f}  1  Tasks.supplier({y}){y}

            # A stage runs for whoever asked for it, not for whoever completes the one before it.
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniApplyStage({x}{G}){f}  2  Tasks.function({G}){G}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniAcceptStage({x}{J}){f}  2  Tasks.consumer({J}){J}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniRunStage({x}{R}){f}  2  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniWhenCompleteStage({x}{Z}){f}  2  Tasks.consumer({Z}){Z}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniHandleStage({x}{B}){f}  2  Tasks.function({B}){B}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniExceptionallyStage({x}{G}){f}  2  Tasks.function({G}){G}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniComposeExceptionallyStage({x}{G}){f}  2  Tasks.function({G}){G}
            17-   ENTRY  java/util/concurrent/CompletableFuture.uniComposeStage({x}{G}){f}  2  Tasks.function({G}){G}
            17-   ENTRY  java/util/concurrent/CompletableFuture.biApplyStage({x}{s}{B}){f}  3  Tasks.function({B}){B}
            17-   ENTRY  java/util/concurrent/CompletableFuture.biAcceptStage({x}{s}{Z}){f}  3  Tasks.consumer({Z}){Z}
            17-   ENTRY  java/util/concurrent/CompletableFuture.biRunStage({x}{s}{R}){f}  3  Tasks.runnable({R}){R}
            17-   ENTRY  java/util/concurrent/CompletableFuture.orApplyStage({x}{s}{G}){f}  3  Tasks.function({G}){G}
            17-   ENTRY  java/util/concurrent/CompletableFuture.orAcceptStage({x}{s}{J}){f}  3  Tasks.consumer({J}){J}
            17-   ENTRY  java/util/concurrent/CompletableFuture.orRunStage({x}{s}{R}){f}  3  Tasks.runnable({R}){R}

            # Executors whose queue others may see.
            17-   ENTRY  java/util/concurrent/ThreadPoolExecutor.execute({R})V  0>1  Tasks.pooled({p}{R}){R}
            17-   ENTRY  java/util/concurrent/ThreadPoolExecutor.remove({R})Z  1  Tasks.sought({R}){R}
            17-   RETURN java/util/concurrent/ThreadPoolExecutor.shutdownNow(){l}  0  Tasks.plain({l}){l}
            17-   CALL   java/util/concurrent/ThreadPoolExecutor.runWorker(Ljava/util/concurrent/ThreadPoolExecutor$Worker;)V  java/lang/Runnable.run  Tasks.run({R})V

            # Tasks that are objects of the application's.
            17-   ENTRY  java/util/concurrent/ForkJoinPool.execute({k})V  1  Tasks.handOver({O})V
            17-   ENTRY  java/util/concurrent/ForkJoinPool.submit({k}){k}  1  Tasks.handOver({O})V
            17-   ENTRY  java/util/concurrent/ForkJoinPool.invoke({k}){O}  1  Tasks.handOver({O})V
            17-   ENTRY  java/util/concurrent/ForkJoinTask.fork(){k}  0  Tasks.handOver({O})V
            17-   ENTRY  java/util/concurrent/ForkJoinTask.invoke(){O}  0  Tasks.handOver({O})V
            17-   ENTRY  java/util/concurrent/ForkJoinTask.invokeAll({k}{k})V  0  Tasks.handOver({O})V
            17-21 SCOPE  java/util/concurrent/ForkJoinTask.doExec()I  0  Tasks.enter({O})V
            22-   SCOPE  java/util/concurrent/ForkJoinTask.doExec()V  0  Tasks.enter({O})V
            17-   ENTRY  java/util/Timer.sched({t}JJ)V  1  Tasks.handOver({O})V
            17-   CALL   java/util/TimerThread.mainLoop()V  java/util/TimerTask.run  Tasks.run({t})V

            # Threads of their own.
            17-   ENTRY  java/lang/Thread.start()V  0  Tasks.starting({h})V
            19-   ENTRY  java/lang/Thread.start(Ljdk/internal/vm/ThreadContainer;)V  0  Tasks.starting({h})V
            19-   ENTRY  java/lang/VirtualThread.start(Ljdk/internal/vm/ThreadContainer;)V  0  Tasks.starting({h})V
            """;

    /**
     * What leaves on connections is listened to where it leaves the JDK. In they go before the
     * first connection is made, for few servers make one while they start.
     */
    private static final String STREAM_ROWS =
            """
            # Socket, SocketChannel and AsynchronousSocketChannel; how much has left is known after.
            17-   ENTRY  sun/nio/ch/SocketDispatcher.write({D}JI)I  1>2  Wire.write({D}JI)J
            17-   RETURN sun/nio/ch/SocketDispatcher.write({D}JI)I  1  Wire.written(I{D})I
            17-   ENTRY  sun/nio/ch/SocketDispatcher.writev({D}JI)J  1>2  Wire.writev({D}JI)J
            17-   RETURN sun/nio/ch/SocketDispatcher.writev({D}JI)J  1  Wire.written(J{D})J

            17-   ENTRY  sun/nio/ch/SocketDispatcher.read({D}JI)I  1  Wire.read({D})V
            17-   ENTRY  sun/nio/ch/SocketDispatcher.readv({D}JI)J  1  Wire.read({D})V

            # A file that the kernel would send by itself, and a byte that overtakes the others.
            17-   ENTRY  sun/nio/ch/FileChannelImpl.transferTo(JJ{b})J  5  Wire.transfer({b}){b}
            17-   CALL   sun/nio/ch/NioSocketImpl.sendUrgentData(I)V  sun/nio/ch/Net.sendOOB  Wire.urgent({D}B)I
            17-   CALL   sun/nio/ch/SocketChannelImpl.sendOutOfBandData(B)I  sun/nio/ch/Net.sendOOB  Wire.urgent({D}B)I

            # The second stack.
            17-17 ENTRY  java/net/SocketOutputStream.socketWrite([BII)V  0>1  Wire.plainWrite({w}[BII)[B
            17-17 ENTRY  java/net/AbstractPlainSocketImpl.sendUrgentData(I)V  0  Wire.plainUrgent({V}I)V
            17-17 ENTRY  java/net/SocketInputStream.socketRead({D}[BIII)I  1  Wire.read({D})V
            """;

    /**
     * Where the JDK's TLS has verified, as a client, both a certificate and that the peer has its
     * key. Not one of these guards anything: they go in with the first ClientHello that is all that
     * names a connection.
     */
    private static final String HANDSHAKE_ROWS =
            """
            17-   RETURN sun/security/ssl/Finished$T12FinishedConsumer.onConsumeFinished(Lsun/security/ssl/ClientHandshakeContext;{u})V  1  Handshakes.finished({O})V
            17-   RETURN sun/security/ssl/Finished$T13FinishedConsumer.onConsumeFinished(Lsun/security/ssl/ClientHandshakeContext;{u})V  1  Handshakes.finished({O})V
            """;

    private static final String[] TYPES = {
        "B", "Ljava/util/function/BiFunction;",
        "G", "Ljava/util/function/Function;",
        "J", "Ljava/util/function/Consumer;",
        "R", "Ljava/lang/Runnable;",
        "Y", "Ljava/util/concurrent/Callable;",
        "Z", "Ljava/util/function/BiConsumer;",
        "f", "Ljava/util/concurrent/CompletableFuture;",
        "h", "Ljava/lang/Thread;",
        "k", "Ljava/util/concurrent/ForkJoinTask;",
        "l", "Ljava/util/List;",
        "m", "Lsun/net/www/MessageHeader;",
        "n", "Lsun/nio/ch/NativeDispatcher;",
        "p", "Ljava/util/concurrent/ThreadPoolExecutor;",
        "s", "Ljava/util/concurrent/CompletionStage;",
        "t", "Ljava/util/TimerTask;",
        "u", "Ljava/nio/ByteBuffer;",
        "x", "Ljava/util/concurrent/Executor;",
        "y", "Ljava/util/function/Supplier;",
        "w", "Ljava/io/FileOutputStream;",
        "A", "Ljava/net/InetAddress;",
        "C", "Ljava/lang/Class;",
        "D", "Ljava/io/FileDescriptor;",
        "E", "Ljava/io/File;",
        "F", "Ljava/net/ProtocolFamily;",
        "H", "Ljava/nio/file/Path;",
        "I", "Ljava/net/InetSocketAddress;",
        "K", "Ljava/net/DatagramPacket;",
        "L", "Ljava/lang/invoke/MethodHandle;",
        "M", "Ljava/lang/invoke/MethodType;",
        "N", "Ljava/lang/String;",
        "O", "Ljava/lang/Object;",
        "P", "Ljava/net/spi/InetAddressResolver$LookupPolicy;",
        "Q", "Ljava/security/ProtectionDomain;",
        "S", "Ljava/net/SocketAddress;",
        "V", "Ljava/net/SocketImpl;",
        "b", "Ljava/nio/channels/WritableByteChannel;",
        "T", "Ljava/util/stream/Stream;",
        "U", "Lsun/nio/fs/UnixPath;",
        "W", "Ljava/net/NetworkInterface;",
        "X", "Ljava/lang/Module;",
    };

    private final OperatingSystem system;
    private final int feature;

    /**
     * The table of a JDK.
     *
     * @param feature the JDK's feature release, 17 or later
     */
    HookTable(OperatingSystem system, int feature) {
        this.system = system;
        this.feature = feature;
    }

    /**
     * The rows that must be found and inserted.
     *
     * @param hostsFile whether the launch names a hosts file
     */
    List<Hook> rows(boolean hostsFile) {
        List<Hook> rows = new ArrayList<>();
        read(ROWS, rows);
        if (hostsFile) {
            read(HOSTS_FILE_ROWS, rows);
        }
        return rows;
    }

    /** The rows that must be there before the first address of the network's. */
    List<Hook> networkRows() {
        List<Hook> rows = new ArrayList<>();
        read(NETWORK_ROWS, rows);
        return rows;
    }

    /** The rows that carry labels; a JDK may lack some. */
    List<Hook> handOverRows() {
        List<Hook> rows = new ArrayList<>();
        read(HAND_OVER_ROWS, rows);
        return rows;
    }

    /** The rows that must be there before the first connection is made. */
    List<Hook> streamRows() {
        List<Hook> rows = new ArrayList<>();
        read(STREAM_ROWS, rows);
        return rows;
    }

    /**
     * The rows of the JDK's HTTP clients.
     *
     * @param httpClient whether {@link #HTTP_CLIENT} is in the boot layer
     */
    List<Hook> requestRows(boolean httpClient) {
        List<Hook> rows = new ArrayList<>();
        read(REQUEST_ROWS, rows);
        if (httpClient) {
            read(HTTP_CLIENT_ROWS, rows);
        }
        return rows;
    }

    /** The rows at the end of handshakes. */
    List<Hook> handshakeRows() {
        List<Hook> rows = new ArrayList<>();
        read(HANDSHAKE_ROWS, rows);
        return rows;
    }

    /** The rows of {@link #INCUBATOR}, where it is in the boot layer. */
    List<Hook> incubatorRows() {
        List<Hook> rows = new ArrayList<>();
        read(INCUBATOR_ROWS, rows);
        return rows;
    }

    /**
     * The rows that must be there before a library of the JDK is loaded; most have none.
     *
     * @param library its file's name, as {@code libsctp.so}
     */
    List<Hook> rowsOf(String library) {
        List<Hook> rows = new ArrayList<>();
        int at = indexOf(library);
        if (at >= 0) {
            read(LIBRARIES[at + 2], rows);
        }
        return rows;
    }

    /** The module that such a library belongs to. */
    static String moduleOf(String library) {
        return LIBRARIES[indexOf(library) + 1];
    }

    private static int indexOf(String library) {
        for (int i = 0; i < LIBRARIES.length; i += 3) {
            if (System.mapLibraryName(LIBRARIES[i]).equals(library)) {
                return i;
            }
        }
        return -1;
    }

    private void read(String table, List<Hook> rows) {
        int at = 0;
        while (at < table.length()) {
            int end = table.indexOf('\n', at);
            if (end > at && table.charAt(at) != '#') {
                Cells cells = new Cells(table, at, end);
                if (isHere(cells.next())) {
                    rows.add(row(cells));
                }
            }
            at = end + 1;
        }
    }

    /**
     * {@code 17-} is 17 and later, {@code 17-17} just that one; {@code 17-@MACOS} on that system
     * only.
     */
    private boolean isHere(String cell) {
        int at = cell.indexOf('@');
        if (at >= 0 && !cell.endsWith(system.name())) {
            return false;
        }
        String releases = at < 0 ? cell : cell.substring(0, at);
        int dash = releases.indexOf('-');
        String last = releases.substring(dash + 1);
        return feature >= Integer.parseInt(releases.substring(0, dash))
                && (last.isEmpty() || feature <= Integer.parseInt(last));
    }

    private static Hook row(Cells cells) {
        Place place = Place.valueOf(cells.next());
        String target = spelledOut(cells.next());
        String at = cells.next();
        String gate = spelledOut(cells.next());
        int parameters = target.indexOf('(');
        int dot = target.lastIndexOf('.', parameters);
        int gateDot = gate.indexOf('.');
        int gateParameters = gate.indexOf('(');
        boolean call = place == Place.CALL;
        int second = at.indexOf('>');
        String first = second < 0 ? at : at.substring(0, second);
        return new Hook(
                target.substring(0, dot),
                target.substring(dot + 1, parameters),
                target.substring(parameters),
                place,
                call ? -1 : Integer.parseInt(first),
                call ? -1 : Integer.parseInt(second < 0 ? at : at.substring(second + 1)),
                null,
                call ? at : null,
                gate.substring(0, gateDot),
                gate.substring(gateDot + 1, gateParameters),
                gate.substring(gateParameters));
    }

    private static String spelledOut(String signature) {
        int brace = signature.indexOf('{');
        if (brace < 0) {
            return signature;
        }
        StringBuilder result = new StringBuilder(signature.length() + 64);
        int at = 0;
        while (brace >= 0) {
            result.append(signature, at, brace).append(type(signature.charAt(brace + 1)));
            at = brace + 3;
            brace = signature.indexOf('{', at);
        }
        return result.append(signature, at, signature.length()).toString();
    }

    private static String type(char letter) {
        for (int i = 0; i < TYPES.length; i += 2) {
            if (TYPES[i].charAt(0) == letter) {
                return TYPES[i + 1];
            }
        }
        throw new IllegalStateException("no type " + letter);
    }
}
