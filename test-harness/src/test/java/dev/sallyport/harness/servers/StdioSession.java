package dev.sallyport.harness.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The same few lines to every server, with nothing between the test and the server's bytes. */
final class StdioSession {
    /** What each line of a server's stdout answers. */
    static final int LISTED_PAGE = 2;

    static final int OTHER_PAGE = 3;
    static final int SUM = 4;

    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{\
            "protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"raw","version":"1"}}}""";

    private static final String INITIALIZED =
            """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private static final List<String> MESSAGES =
            List.of(
                    INITIALIZE,
                    INITIALIZED,
                    """
                    {"jsonrpc":"2.0","id":2,"method":"tools/list"}""",
                    call(3, "read_page", "{\"name\":\"listed\"}"),
                    call(4, "read_page", "{\"name\":\"other\"}"),
                    call(5, "add", "{\"a\":2,\"b\":40}"));

    /** How a session comes to its end. */
    enum End {
        CLOSED_STDIN {
            @Override
            void of(Process server) throws IOException {
                server.getOutputStream().close();
            }
        },
        SIGTERM {
            @Override
            void of(Process server) {
                // Not Process.destroy, which closes our ends of the pipes as well.
                server.toHandle().destroy();
            }
        };

        abstract void of(Process server) throws IOException;
    }

    private final Process server;

    private StdioSession(Process server) {
        this.server = server;
    }

    /** A session with a server that hangs ends with it, and the test fails on what is missing. */
    static StdioSession with(Process server) {
        Deadline.on(server);
        return new StdioSession(server);
    }

    Process server() {
        return server;
    }

    /**
     * Says it all, waits for each answer, and ends the session.
     *
     * @return the server's stdout, a character for each byte, so that equal strings are equal bytes
     */
    String stdoutTo(End end) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        InputStream in = server.getInputStream();
        for (String message : MESSAGES) {
            say(message);
            if (message.contains("\"id\"")) {
                readLine(in, stdout);
            }
        }
        end.of(server);
        in.transferTo(stdout);
        return stdout.toString(StandardCharsets.ISO_8859_1);
    }

    /** Server and client say who they are. */
    void meet() throws IOException {
        say(INITIALIZE);
        answer();
        say(INITIALIZED);
    }

    void say(String message) throws IOException {
        server.getOutputStream().write((message + "\n").getBytes(StandardCharsets.UTF_8));
        server.getOutputStream().flush();
    }

    /** The next line of the server's. */
    String answer() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        readLine(server.getInputStream(), line);
        return line.toString(StandardCharsets.UTF_8);
    }

    static String call(int id, String tool, String arguments) {
        return """
        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
                .formatted(id, tool, arguments);
    }

    private static void readLine(InputStream in, OutputStream stdout) throws IOException {
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new IOException("the server ended after: " + stdout);
            }
            stdout.write(next);
        } while (next != '\n');
    }
}
