package dev.sallyport.agent.hook;

/**
 * Libraries that connect by native code of their own, past every method of the JDK: the Java
 * methods through which they do.
 *
 * <p>Read from Netty 4.1.50 to 4.2.18 and its incubator's io_uring 0.0.26, junixsocket 2.10.1 and
 * jnr-unixsocket 0.38.24. Who lists the native library trusts what it can do by itself: method
 * handles reach the native methods below these.
 */
final class TransportRows {
    /** As {@link LibraryTable} reads them. */
    static final String[] CLASSES = {
        "channel/unix/Socket",
        """
        connect  Ljava/net/SocketAddress;  Checks.connect(Ljava/net/SocketAddress;)Ljava/net/SocketAddress;
        ?sendTo*  JIILjava/net/InetAddress;IZ  Checks.question(JIILjava/net/InetAddress;I)V
        |sendTo*  JIILjava/net/InetAddress;I  Checks.question(JIILjava/net/InetAddress;I)V
        ?sendTo*  JILjava/net/InetAddress;IZ  Checks.question(JILjava/net/InetAddress;I)V
        |sendTo*  JILjava/net/InetAddress;I  Checks.question(JILjava/net/InetAddress;I)V
        ?sendTo*  Ljava/nio/ByteBuffer;IILjava/net/InetAddress;IZ  Checks.question(Ljava/nio/ByteBuffer;IILjava/net/InetAddress;I)V
        |sendTo*  Ljava/nio/ByteBuffer;IILjava/net/InetAddress;I  Checks.question(Ljava/nio/ByteBuffer;IILjava/net/InetAddress;I)V
        ?sendTo*  Ljava/net/InetAddress;IZ  Checks.send(Ljava/net/InetAddress;IZ)Ljava/net/InetAddress;
        |sendTo*  Ljava/net/InetAddress;I  Checks.send(Ljava/net/InetAddress;I)Ljava/net/InetAddress;
        connectDomainSocket  @  Checks.path([B)[B
        ?sendTo*DomainSocket  @  Checks.path([B)[B
        """,
        "channel/epoll/LinuxSocket",
        """
        ?connectVSock  *  Checks.unlisted()V
        """,
        "channel/epoll/EpollDatagramChannel",
        """
        doConnect  Ljava/net/SocketAddress;  Checks.datagram(Ljava/net/SocketAddress;)V
        """,
        "channel/epoll/NativeDatagramPacketArray$NativeDatagramPacket",
        """
        ?init  JIILjava/net/InetSocketAddress;  Checks.question(JIILjava/net/InetSocketAddress;)V
        init  Ljava/net/InetSocketAddress;  Checks.send(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
        ?newDatagramPacket  *  Checks.received(Ljava/lang/Object;)V
        """,
        "channel/kqueue/KQueueDatagramChannel",
        """
        doConnect  Ljava/net/SocketAddress;  Checks.datagram(Ljava/net/SocketAddress;)V
        """,
        "channel/kqueue/BsdSocket",
        """
        ?connectx  Ljava/net/InetSocketAddress;>Ljava/net/InetSocketAddress;  Checks.connect(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
        """,
        "channel/uring/AbstractIoUringChannel",
        """
        submitConnect  Ljava/net/InetSocketAddress;  Checks.connect(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
        """,
        "channel/uring/AbstractIOUringChannel$AbstractUringUnsafe",
        """
        connect  Ljava/net/SocketAddress;  Checks.connect(Ljava/net/SocketAddress;)Ljava/net/SocketAddress;
        """,
        "channel/uring/MsgHdrMemory",
        """
        ?set  Ljava/net/InetSocketAddress;  Checks.send(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
        |write  Ljava/net/InetSocketAddress;  Checks.send(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
        """,
        "channel/uring/SockaddrIn",
        """
        ?setUds  L*/DomainSocketAddress;.path  Checks.path(Ljava/lang/String;)V
        """,
        "jnr/unixsocket/Native",
        """
        connect  L*/SockAddrUnix;.getPath  Checks.path(Ljava/lang/String;)V
        ?sendto  L*/SockAddrUnix;.getPath  Checks.path(Ljava/lang/String;)V
        """,
        "org/newsclub/net/unix/AFSocketImpl",
        """
        connect0  Ljava/net/SocketAddress;  Checks.junix(Ljava/net/SocketAddress;)V
        """,
        "org/newsclub/net/unix/AFDatagramSocketImpl",
        """
        connect  L*/AFSocketAddress;  Checks.junix(Ljava/net/SocketAddress;)V
        send  Ljava/net/DatagramPacket;.getSocketAddress  Checks.junix(Ljava/net/SocketAddress;)V
        """,
        "org/newsclub/net/unix/AFCore",
        """
        write  Ljava/net/SocketAddress;  Checks.junix(Ljava/net/SocketAddress;)V
        """,
    };

    private TransportRows() {}

    /** Whether a native library is one of those that need the rows. */
    static boolean isTransport(String library) {
        return library.contains("netty_transport_native")
                || library.contains("junixsocket")
                || library.contains("jffi");
    }
}
