package dev.sallyport.harness.servers;

import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that listens on a port of its own choice, which it tells on stdout. */
public final class HttpSession implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final GuardedJvm jvm;
    private final Process server;
    private final BufferedReader stdout;
    private final List<String> lines = new ArrayList<>();

    /**
     * What a server has left behind.
     *
     * @param stdout all of its lines
     */
    public record Trace(List<String> stdout, GuardedRun run) {
        /**
         * What its operator can see. Its port, and how long its start took, are the only numbers
         * that differ between two bare runs; and on a slow machine Tomcat says what took long.
         */
        List<Object> seen() {
            return List.of(withoutNumbers(stdout), withoutNumbers(run.stderr()), run.exit());
        }

        private static List<String> withoutNumbers(List<String> lines) {
            return lines.stream()
                    .filter(line -> !line.contains("Creation of SecureRandom instance"))
                    .map(line -> line.replaceAll("\\d+", "N"))
                    .toList();
        }
    }

    private HttpSession(GuardedJvm jvm, Process server) {
        this.jvm = jvm;
        this.server = server;
        this.stdout = server.inputReader();
    }

    public static HttpSession start(GuardedJvm jvm, Path jar, String... arguments)
            throws IOException {
        HttpSession session = new HttpSession(jvm, jvm.startJar(jar, arguments));
        Deadline.on(session.server);
        return session;
    }

    /** Where its MCP endpoint is, as soon as it says so. */
    public URI endpoint() throws IOException {
        return URI.create(awaited(ADDRESS).group() + "/mcp");
    }

    /** The next line of its stdout in which that is found, as soon as it is there. */
    public String line(Pattern part) throws IOException {
        awaited(part);
        return lines.get(lines.size() - 1);
    }

    private Matcher awaited(Pattern part) throws IOException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            lines.add(line);
            Matcher found = part.matcher(line);
            if (found.find()) {
                return found;
            }
        }
        throw new IOException("the server ended after: " + lines);
    }

    /** Tells it to end. */
    public void terminate() {
        // Not Process.destroy, which closes our ends of the pipes as well.
        server.toHandle().destroy();
    }

    public Trace ended() throws IOException, InterruptedException {
        lines.addAll(stdout.lines().toList());
        return new Trace(List.copyOf(lines), jvm.ended(server));
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
