package dev.sallyport.harness.demo;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The agent's events, as any reader of JSON lines sees them. */
final class Events {
    private Events() {}

    /** Names of all hosts that a connection was attempted to ({@code dst_endpoint.hostname}). */
    static Set<String> destinations(Path folder) throws IOException {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        Set<String> hosts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Events::isEvents).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (json.readValue(line, Map.class).get("dst_endpoint") instanceof Map<?, ?> to
                            && to.get("hostname") instanceof String host) {
                        hosts.add(host);
                    }
                }
            }
        }
        return hosts;
    }

    private static boolean isEvents(Path file) {
        return file.toString().endsWith(".jsonl");
    }
}
