package dev.sallyport.agent.hook;

import dev.sallyport.agent.hook.Hook.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Libraries that connect by native code of their own, past every method of the JDK: the Java
 * methods through which they do. Found by the end of the class's name, so that relocated copies
 * ({@code io.grpc.netty.shaded}) are found as well, and by the types of parameters, which change
 * less between versions than the rest of a signature.
 *
 * <p>Read from Netty 4.1.50 to 4.2.18 and its incubator's io_uring 0.0.26, junixsocket 2.10.1 and
 * jnr-unixsocket 0.38.24. Who lists the native library trusts what it can do by itself: method
 * handles reach the native methods below these.
 */
final class LibraryTable {
    /**
     * Ends of class names, each with its rows: method ({@code *} stands for any letters); where:
     * the types of parameters, of which the gate gets the first, or those after a {@code >}, with a
     * getter's name after a {@code .}, or {@code @} before each call of a static method of that
     * name; the gate's method. After {@code ?} stands a row that not all versions have, after
     * {@code |} one that those have which lack the row before.
     */
    private static final String[] CLASSES = {
        "channel/unix/Socket",
        """
        connect  Ljava/net/SocketAddress;  Checks.connect(Ljava/net/SocketAddress;)Ljava/net/SocketAddress;
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
        init  Ljava/net/InetSocketAddress;  Checks.send(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;
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

    private LibraryTable() {}

    /** Whether the rows are those of a class with this internal name, whatever it was moved to. */
    static boolean knows(String type) {
        return indexOf(type) >= 0;
    }

    /** Whether a native library is one of those that need the rows. */
    static boolean isTransport(String library) {
        return library.contains("netty_transport_native")
                || library.contains("junixsocket")
                || library.contains("jffi");
    }

    private static int indexOf(String type) {
        for (int i = 0; i < CLASSES.length; i += 2) {
            String end = CLASSES[i];
            if (type.endsWith(end)
                    && (type.length() == end.length()
                            || type.charAt(type.length() - end.length() - 1) == '/')) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The rows of a class as they apply to this version of it.
     *
     * @return {@code null} where the class lacks a method that every known version has
     */
    static List<Hook> rowsOf(String type, byte[] file) {
        ClassMethods methods = new ClassMethods(new ConstantPool(file));
        List<Hook> rows = new ArrayList<>();
        String table = CLASSES[indexOf(type) + 1];
        boolean found = false;
        int at = 0;
        while (at < table.length()) {
            int end = table.indexOf('\n', at);
            Cells cells = new Cells(table, at, end);
            at = end + 1;
            String name = cells.next();
            boolean optional = name.charAt(0) == '?';
            boolean instead = name.charAt(0) == '|';
            if (instead && found) {
                continue;
            }
            int before = rows.size();
            add(rows, type, methods, optional || instead ? name.substring(1) : name, cells);
            found = rows.size() > before;
            if (!found && !optional) {
                return null;
            }
        }
        return rows;
    }

    private static void add(
            List<Hook> rows, String type, ClassMethods methods, String name, Cells cells) {
        String where = cells.next();
        String gate = cells.next();
        int dot = gate.indexOf('.');
        int parameters = gate.indexOf('(');
        boolean argument = where.equals("@");
        for (int i = 0; i < methods.count(); i++) {
            String method = methods.name(i);
            String descriptor = methods.descriptor(i);
            if (!isCalled(method, name) || methods.isNative(i) != argument) {
                continue;
            }
            int dotOfGetter = where.indexOf('.');
            String pattern = dotOfGetter < 0 ? where : where.substring(0, dotOfGetter);
            Parameter found =
                    argument
                            ? Parameter.NONE
                            : Parameter.find(descriptor, pattern, methods.isStatic(i));
            if (found == null) {
                continue;
            }
            String getter =
                    dotOfGetter < 0
                            ? null
                            : found.type() + where.substring(dotOfGetter) + "()" + first(gate);
            rows.add(
                    new Hook(
                            type,
                            argument ? null : method,
                            argument ? null : descriptor,
                            argument ? Place.ARGUMENT : Place.ENTRY,
                            found.local(),
                            found.local(),
                            getter,
                            argument ? type + "." + method + descriptor : null,
                            gate.substring(0, dot),
                            gate.substring(dot + 1, parameters),
                            gate.substring(parameters)));
        }
    }

    private static String first(String gate) {
        return gate.substring(gate.indexOf('(') + 1, gate.indexOf(')'));
    }

    private static boolean isCalled(String method, String pattern) {
        int star = pattern.indexOf('*');
        return star < 0
                ? method.equals(pattern)
                : method.startsWith(pattern.substring(0, star))
                        && method.endsWith(pattern.substring(star + 1));
    }
}
