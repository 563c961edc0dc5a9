package dev.sallyport.harness.requests;

import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a server's clients are made of: today's versions, or older ones in their place. */
enum Libraries {
    TODAY(
            List.of(),
            List.of(
                    "jdk-1",
                    "jdk-2",
                    "url-connection",
                    "okhttp-1",
                    "okhttp-2",
                    "apache-4",
                    "apache-4-async",
                    "apache-5",
                    "apache-5-async-1",
                    "apache-5-async-2",
                    "apache-5-multiplexing",
                    "jetty-1",
                    "jetty-2",
                    "vertx-1",
                    "vertx-2",
                    "reactor-1",
                    "reactor-2",
                    "grpc-shaded")),
    OKHTTP_3_AND_JETTY_9(
            List.of("okhttp-3", "jetty-9"),
            List.of("okhttp-1", "okhttp-2", "old-jetty-1", "old-jetty-2")),
    OKHTTP_4_AND_JETTY_10(
            List.of("okhttp-4", "jetty-10"),
            List.of("okhttp-1", "okhttp-2", "old-jetty-1", "old-jetty-2")),
    JETTY_11(List.of("jetty-11"), List.of("old-jetty-1", "old-jetty-2"));

    @SuppressWarnings("ImmutableEnumChecker") // It is List.of.
    private final List<String> folders;

    @SuppressWarnings("ImmutableEnumChecker") // As well.
    private final List<String> clients;

    Libraries(List<String> folders, List<String> clients) {
        this.folders = folders;
        this.clients = clients;
    }

    /** As {@link Sender#of} knows them. */
    List<String> clients() {
        return clients;
    }

    /** Onto the class path, without native TLS; of older versions none of today's jars beside. */
    GuardedJvm on(GuardedJvm jvm) throws IOException {
        for (String folder : folders) {
            try (Stream<Path> jars = Files.list(Server.built("old-clients/target/" + folder))) {
                jars.sorted().forEach(jvm::classPath);
            }
        }
        return jvm.classPathOfTests(
                entry ->
                        !entry.contains("boringssl")
                                && folders.stream().noneMatch(old -> isLater(entry, old)));
    }

    /** Whether a jar is of the library that a folder has an older version of. */
    private static boolean isLater(String jar, String folder) {
        String name = jar.substring(jar.lastIndexOf('/') + 1);
        return folder.startsWith("okhttp")
                ? name.startsWith("okhttp") || name.startsWith("okio")
                : name.startsWith("jetty");
    }
}
