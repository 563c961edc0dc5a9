package dev.sallyport.harness.baseline;

import dev.sallyport.harness.guard.Dns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What a server finds in a network namespace of its own, where addresses that elsewhere are
 * somebody's are the machine's: a name server, and hosts with pages. A process of its own, which
 * ends when the server does.
 */
final class Town {
    static final String NAME_SERVER = "192.0.2.53";
    static final String HOST = "203.0.113.10";
    static final String EVIL = "198.51.100.66";
    static final int PORT = 8080;

    private Town() {}

    /**
     * Opens it.
     *
     * @param arguments whose end is its own; the pipe that hears when it is open; the file of names
     *     that were asked for; where the listed host is
     */
    public static void main(String[] arguments) throws IOException {
        ProcessHandle server = ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow();
        Path asked = Path.of(arguments[2]);
        Map<String, String> zone =
                Map.of(
                        "api.public.example", arguments[3],
                        "static.public.example", arguments[3],
                        "short.corp.example", arguments[3],
                        "*.evil.example", EVIL);
        try (Dns names = Dns.at(NAME_SERVER, zone, name -> append(asked, name));
                Upstream pages = Upstream.on(PORT, HOST, EVIL)) {
            Files.writeString(Path.of(arguments[1]), names.address() + " " + pages.port() + "\n");
            server.onExit().join();
        }
    }

    private static void append(Path file, String name) {
        try {
            Files.writeString(
                    file, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
