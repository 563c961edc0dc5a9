package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketPermission;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;

/** Names asked for, which is a way out by itself: the name carries what is to get out. */
final class LookUps {
    private LookUps() {}

    private static URL url(Goal goal) throws IOException {
        return URI.create("http://" + goal.name() + "/").toURL();
    }

    @Technique(value = "InetAddress.getByName", door = Door.DNS)
    static void byName(Goal goal) throws IOException {
        InetAddress.getByName(goal.name());
    }

    @Technique(value = "InetAddress.getAllByName", door = Door.DNS)
    static void allByName(Goal goal) throws IOException {
        InetAddress.getAllByName("a." + goal.name());
    }

    @Technique(value = "Inet6Address.getByName, upper case, a dot at the end", door = Door.DNS)
    static void spelled(Goal goal) throws IOException {
        Inet6Address.getByName(goal.name().toUpperCase(Locale.ROOT) + ".");
    }

    @Technique(value = "new InetSocketAddress(name)", door = Door.DNS)
    static void socketAddress(Goal goal) throws IOException {
        if (new InetSocketAddress(goal.name(), 9).isUnresolved()) {
            throw new IOException("unresolved");
        }
    }

    @Technique(value = "new Socket(name)", door = Door.DNS)
    static void socket(Goal goal) throws IOException {
        new Socket(goal.name(), 9).close();
    }

    @Technique(value = "SocketChannel with an unresolved name's URL host", door = Door.DNS)
    static void channel(Goal goal) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(new InetSocketAddress(url(goal).getHost(), 9));
        }
    }

    @Technique(value = "DatagramChannel to a name", door = Door.DNS)
    static void datagram(Goal goal) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(goal.name(), 9));
        }
    }

    @Technique(value = "HttpClient to a name", door = Door.DNS)
    static void httpClient(Goal goal) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + goal.name() + ":9/")).build(),
                        BodyHandlers.discarding());
    }

    @Technique(value = "HttpURLConnection to a name", door = Door.DNS)
    static void http(Goal goal) throws IOException {
        url(goal).openStream().close();
    }

    @Technique(value = "URL.equals", door = Door.DNS)
    @SuppressWarnings("URLEqualsHashCode") // it asks the name server, which is what is tried
    static void urlEquals(Goal goal) throws IOException {
        if (url(goal).equals(URI.create("http://127.0.0.1/").toURL())) {
            throw new IOException("equal");
        }
    }

    @Technique(value = "URL as a map's key", door = Door.DNS)
    @SuppressWarnings("URLEqualsHashCode") // it asks the name server, which is what is tried
    static void urlHash(Goal goal) throws IOException {
        Object unused = new HashMap<>(Map.of(url(goal), "x"));
    }

    @Technique(value = "SocketPermission.implies", door = Door.DNS)
    static void permission(Goal goal) {
        new SocketPermission("127.0.0.1", "connect")
                .implies(new SocketPermission(goal.name(), "connect"));
    }

    @Technique(value = "RMI to a name", door = Door.DNS)
    static void rmi(Goal goal) throws Exception {
        java.rmi.registry.LocateRegistry.getRegistry(goal.name(), 9).list();
    }

    @Technique(value = "JNDI dns: by the machine's own name server", door = Door.DNS)
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what is tried, and how it is spelled
    static void jndi(Goal goal) throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", "300");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        environment.put(Context.PROVIDER_URL, "dns:");
        new InitialDirContext(environment).getAttributes(goal.name(), new String[] {"TXT"});
    }

    @Technique(value = "a query written by hand to the name server", door = Door.DNS)
    static void byHand(Goal goal) throws IOException {
        java.io.ByteArrayOutputStream query = new java.io.ByteArrayOutputStream();
        query.writeBytes(new byte[] {1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : goal.name().split("\\.", -1)) {
            query.write(label.length());
            query.writeBytes(label.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        query.writeBytes(new byte[] {0, 0, 1, 0, 1});
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(
                    java.nio.ByteBuffer.wrap(query.toByteArray()),
                    new InetSocketAddress(goal.fact("name-server"), 53));
        }
    }

    @Technique(value = "reverse: getCanonicalHostName", door = Door.DNS)
    static void reverse(Goal goal) throws IOException {
        InetAddress.getByName(goal.fact("reverse")).getCanonicalHostName();
    }

    @Technique(value = "reverse: InetSocketAddress.getHostName", door = Door.DNS)
    static void reverseHostName(Goal goal) {
        new InetSocketAddress(goal.fact("reverse"), 9).getHostName();
    }

    @Technique(
            value = "names in a stream, none twice",
            door = Door.DNS,
            noTwin = "a tunnel; one listed name is another row")
    static void tunnel(Goal goal) throws IOException {
        for (int i = 0; i < 2000; i++) {
            try {
                InetAddress.getByName("n" + i + "." + goal.name());
            } catch (IOException refused) {
                // The next one may pass.
            }
        }
    }

    @Technique(
            value = "security properties that keep look-ups for ever",
            door = Door.DNS,
            alone = true)
    static void cachedForEver(Goal goal) throws IOException {
        Security.setProperty("networkaddress.cache.ttl", "-1");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        InetAddress.getByName(goal.name());
    }

    @Technique(value = "isReachable", door = Door.TCP, noTwin = "nothing is to be seen arriving")
    static void reachable(Goal goal) throws IOException {
        if (goal.address().isReachable(Goal.PATIENCE_MILLIS)) {
            goal.mark();
        }
    }

    @Technique(
            value = "a resolver provider that asks for another name than it was",
            door = Door.DNS,
            from = 18,
            with = Extra.RESOLVER,
            alone = true)
    static void provider(Goal goal) throws IOException {
        System.setProperty("evasion.ask", goal.name());
        InetAddress.getByName(goal.listedName());
    }

    @Technique(
            value = "Inet4AddressImpl's native look-up, opened",
            heldBy = "hidden from reflection",
            door = Door.DNS,
            kind = Kind.REFLECTION,
            flags = "--add-opens=java.base/java.net=ALL-UNNAMED",
            noTwin = "no honest program does this")
    static void nativeLookup(Goal goal) throws Exception {
        Class<?> type = Class.forName("java.net.Inet4AddressImpl");
        java.lang.reflect.Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        java.lang.reflect.Method lookup = type.getDeclaredMethod("lookupAllHostAddr", String.class);
        lookup.setAccessible(true);
        lookup.invoke(constructor.newInstance(), goal.name());
    }

    @Technique(
            value = "Inet4AddressImpl's native reverse look-up, opened",
            heldBy = "hidden from reflection",
            door = Door.DNS,
            kind = Kind.REFLECTION,
            flags = "--add-opens=java.base/java.net=ALL-UNNAMED",
            noTwin = "no honest program does this")
    static void nativeReverse(Goal goal) throws Exception {
        Class<?> type = Class.forName("java.net.Inet4AddressImpl");
        java.lang.reflect.Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        java.lang.reflect.Method lookup = type.getDeclaredMethod("getHostByAddr", byte[].class);
        lookup.setAccessible(true);
        lookup.invoke(
                constructor.newInstance(),
                InetAddress.getByName(goal.fact("reverse")).getAddress());
    }

    @Technique(
            value = "the built-in resolver, without InetAddress above it",
            door = Door.DNS,
            kind = Kind.REFLECTION,
            flags = "--add-opens=java.base/java.net=ALL-UNNAMED")
    static void builtIn(Goal goal) throws Exception {
        java.lang.reflect.Method lookup =
                Runtime.version().feature() < 18
                        ? InetAddress.class.getDeclaredMethod(
                                "getAddressesFromNameService", String.class, InetAddress.class)
                        : InetAddress.class.getDeclaredMethod(
                                "getAddressesFromNameService", String.class);
        lookup.setAccessible(true);
        if (lookup.getParameterCount() == 2) {
            lookup.invoke(null, goal.name(), null);
        } else {
            lookup.invoke(null, goal.name());
        }
    }

    /** For {@code hosts} that is written while the JVM runs. */
    static Path hosts(Goal goal, String name) throws IOException {
        return Files.writeString(goal.folder().resolve("hosts"), goal.host() + " " + name + "\n");
    }
}
