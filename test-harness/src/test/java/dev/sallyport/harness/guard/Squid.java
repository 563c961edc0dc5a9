package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real squid on loopback that goes where it is asked to, and writes down what it was asked. */
final class Squid implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/squid");
    private static final String READY = "Accepting HTTP Socket connections";

    private final String address;
    private final int port;
    private final Path log;
    private final Process process;

    /**
     * @param hosts the names that it knows
     */
    Squid(String address, Map<String, String> hosts) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "no " + PROGRAM + ": apt-get install squid");
        this.address = address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            port = free.getLocalPort();
        }
        // Squid gives up root, and then must still write here.
        Path folder = Files.createTempDirectory("squid");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        log = folder.resolve("access.log");
        Path names = Files.writeString(folder.resolve("hosts"), GuardedJvm.hostsFile(hosts));
        Path settings =
                Files.writeString(
                        folder.resolve("squid.conf"),
                        """
                        http_port %s:%d
                        http_access allow all
                        hosts_file %s
                        access_log stdio:%s
                        cache_log /dev/null
                        pid_filename %s/squid.pid
                        coredump_dir %s
                        cache deny all
                        memory_cache_shared off
                        cache_effective_user proxy
                        shutdown_lifetime 1 second
                        """
                                .formatted(address, port, names, log, folder, folder));
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-N",
                                "-d1",
                                "-n",
                                "s" + port,
                                "-f",
                                settings.toString())
                        .redirectErrorStream(true)
                        .start();
        awaitReady();
    }

    private void awaitReady() throws IOException {
        BufferedReader said = process.inputReader();
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.contains(READY)) {
                return;
            }
        }
        throw new IOException("squid did not start:\n" + all);
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    /** What it was asked for, a line each; it is over then. */
    List<String> stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("squid does not end");
        }
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
