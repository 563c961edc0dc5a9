package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Unix-domain sockets under all kinds of names. */
final class UnixSockets {
    private UnixSockets() {}

    private static void connect(Path path) throws IOException {
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    }

    @Technique(value = "SocketChannel.open(UnixDomainSocketAddress)", door = Door.UNIX)
    static void plain(Goal goal) throws IOException {
        connect(goal.unix());
    }

    @Technique(value = "unix socket, non-blocking", door = Door.UNIX)
    static void nonBlocking(Goal goal) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(goal.unix()));
            channel.finishConnect();
        }
    }

    @Technique(value = "unix socket by a symbolic link", door = Door.UNIX)
    static void link(Goal goal) throws IOException {
        connect(Files.createSymbolicLink(goal.folder().resolve("l.sock"), goal.unix()));
    }

    @Technique(value = "unix socket in a folder that is a link", door = Door.UNIX)
    static void folderLink(Goal goal) throws IOException {
        Path link = goal.folder().resolve("l.dir");
        connect(
                Files.createSymbolicLink(link, goal.unix().getParent())
                        .resolve(goal.unix().getFileName()));
    }

    @Technique(value = "unix socket by a relative path", door = Door.UNIX)
    static void relative(Goal goal) throws IOException {
        connect(Path.of("").toAbsolutePath().relativize(goal.unix()));
    }

    @Technique(value = "unix socket by a path with dots", door = Door.UNIX)
    static void dots(Goal goal) throws IOException {
        Path folder = goal.unix().getParent();
        connect(
                folder.resolve("..")
                        .resolve(folder.getFileName())
                        .resolve(".")
                        .resolve(goal.unix().getFileName()));
    }

    @Technique(value = "unix socket below /proc/self/root", door = Door.UNIX)
    static void procRoot(Goal goal) throws IOException {
        connect(Path.of("/proc/self/root" + goal.unix()));
    }

    @Technique(value = "unix socket by a link that replaces a listed one", door = Door.UNIX)
    static void linkUnderListedPath(Goal goal) throws IOException {
        Path listed = goal.path("listed-unix");
        Files.deleteIfExists(listed);
        connect(Files.createSymbolicLink(listed, goal.unix()));
    }

    @Technique(
            value = "unix socket by a hard link under a listed path",
            door = Door.UNIX,
            kind = Kind.TAMPERING)
    static void hardLinkUnderListedPath(Goal goal) throws IOException {
        Path listed = goal.path("listed-unix");
        Files.deleteIfExists(listed);
        Files.createLink(listed, goal.unix());
        connect(listed);
    }

    @Technique(value = "unix socket by a link that another thread turns", door = Door.UNIX)
    static void turnedLink(Goal goal) throws Exception {
        Path link = goal.folder().resolve("turned.sock");
        Path spare = goal.folder().resolve("spare.sock");
        Path listed = goal.path("listed-unix");
        AtomicBoolean turning = new AtomicBoolean(true);
        Thread turner =
                new Thread(
                        () -> {
                            try {
                                for (int i = 0; turning.get(); i++) {
                                    Files.deleteIfExists(spare);
                                    Files.createSymbolicLink(
                                            spare, i % 2 == 0 ? goal.unix() : listed);
                                    Files.move(
                                            spare,
                                            link,
                                            java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                                }
                            } catch (IOException ended) {
                                turning.set(false);
                            }
                        },
                        "turner");
        turner.start();
        try {
            for (int i = 0; i < 500 && turning.get(); i++) {
                try {
                    connect(link);
                } catch (IOException refused) {
                    // The next one may hit.
                }
            }
        } finally {
            turning.set(false);
            turner.join();
        }
    }
}
