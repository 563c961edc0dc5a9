package dev.sallyport.harness.evasion;

import dev.sallyport.harness.guard.Dns;
import dev.sallyport.harness.guard.TcpListener;
import dev.sallyport.harness.guard.UdpListener;
import dev.sallyport.harness.requests.Site;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A goal that is really there: listeners of its own, files of its own, and what came of them. */
final class Ears implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.66";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Dns dns;
    private final Site site;
    private final TcpListener tcp = TcpListener.on(ADDRESS);
    private final TcpListener listed = TcpListener.on(Suite.LISTED_ADDRESS, tcp.port());
    private final UdpListener udp = UdpListener.on(ADDRESS);
    private final ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Path folder;
    private final Goal goal = new Goal();
    private final int number = NUMBER.incrementAndGet();
    private String before;

    /**
     * @param dns what answers for names, or {@code null} where no test may own the resolver
     * @param site the listed name's, which serves requests for any
     */
    Ears(Path parent, Dns dns, Site site) throws IOException {
        this.dns = dns;
        this.site = site;
        this.folder = Files.createDirectory(parent.resolve("goal-" + number));
        Path socket = folder.resolve("a.sock");
        unix.bind(UnixDomainSocketAddress.of(socket), 512);
        unix.configureBlocking(false);
        Path library = folder.resolve("libevasion" + number + ".so");
        if (MarkerLibrary.canBeMade()) {
            MarkerLibrary.write(library, marker());
        }
        goal.with("host", ADDRESS)
                .with("tcp", tcp.port())
                .with("udp", udp.port())
                .with("unix", socket)
                .with("listed-unix", folder.resolve("listed.sock"))
                .with("name", name())
                .with("listed-name", Suite.LISTED)
                .with("site", site.port())
                .with("name-server", dns == null ? ADDRESS : dns.address())
                .with("reverse", "198.18." + number / 250 + "." + (number % 250 + 1))
                .with("folder", folder)
                .with("marker", marker())
                .with("library", library)
                .with("listed-library", folder.resolve("liblisted.so"))
                .with("listed-program", listedProgram())
                .with("touch", onPath("touch"));
    }

    private Path marker() {
        return folder.resolve("marker");
    }

    private String name() {
        return "x" + number + ".evil.example";
    }

    private Path listedProgram() throws IOException {
        return Files.copy(onPath("true"), folder.resolve("listed-program"));
    }

    private static Path onPath(String program) throws IOException {
        for (String entry : System.getenv("PATH").split(":", -1)) {
            Path file = Path.of(entry, program);
            if (Files.isExecutable(file)) {
                return file.toRealPath();
            }
        }
        throw new IOException("no " + program + " on the PATH");
    }

    Goal goal() {
        return goal;
    }

    Path folder() {
        return folder;
    }

    /** Writes the goal for the attack to read, and remembers what must not change. */
    Path ready() throws IOException {
        Path file = folder.resolve("goal.properties");
        goal.write(file);
        before = files();
        return file;
    }

    /** What arrived at the technique's door, in words; empty where nothing did. */
    String arrived(Door door) throws IOException, InterruptedException {
        StringBuilder what = new StringBuilder();
        switch (door) {
            case TCP -> {
                count(what, "connections", tcp.accepted());
                count(what, "requests", site.requestsFor(name()));
            }
            case UDP -> count(what, "datagrams", udp.received());
            case UNIX -> count(what, "connections", accepted());
            case DNS -> count(what, "queries", dns.queriesBelow(name()) + queriesForAddress());
            case FILES -> {
                count(what, "changed files", files().equals(before) ? 0 : 1);
                count(what, "spoiled events", eventsBeginWithTheStart() ? 0 : 1);
            }
            case PROCESS, NATIVE, ATTACH -> {
                // The marker.
            }
        }
        count(what, "marker", Files.exists(marker()) ? 1 : 0);
        return what.toString().strip();
    }

    private long queriesForAddress() throws IOException, InterruptedException {
        String[] parts = goal.fact("reverse").split("\\.", -1);
        return dns.queriesBelow(
                String.join(".", parts[3], parts[2], parts[1], parts[0], "in-addr.arpa"));
    }

    /** Of what was denied in a JVM that others share, what is this goal's. */
    Map<String, Long> own(Map<String, Long> denied) {
        Map<String, Long> own = new TreeMap<>(denied);
        own.keySet().removeIf(what -> !what.contains(name()) && !what.endsWith(":" + tcp.port()));
        return own;
    }

    private static void count(StringBuilder what, String things, long number) {
        if (number > 0) {
            what.append(' ').append(number).append(' ').append(things);
        }
    }

    private int accepted() throws IOException {
        int count = 0;
        for (SocketChannel one = unix.accept(); one != null; one = unix.accept()) {
            one.close();
            count++;
        }
        return count;
    }

    /** What the next launch depends on. */
    private String files() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("policy", "jar")) {
            Path file = goal.path(name);
            text.append(name).append(' ');
            if (Files.exists(file)) {
                text.append(Arrays.hashCode(Files.readAllBytes(file)))
                        .append(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .append(Files.readAttributes(file, "unix:ino").get("ino"));
            }
        }
        return text.toString();
    }

    private boolean eventsBeginWithTheStart() throws IOException {
        Path events = goal.path("events");
        if (!Files.isDirectory(events)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(events)) {
            for (Path file : all.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                if (Files.readString(file).contains("\"start\"")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        listed.close();
        udp.close();
        unix.close();
        // Links that lead out of the test's folder, which whoever deletes it would warn of.
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        }
    }
}
