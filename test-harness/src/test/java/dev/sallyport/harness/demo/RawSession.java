package dev.sallyport.harness.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that is no more than pipes: nothing between the test and the server's bytes. */
final class RawSession {
    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";
    private static final String INITIALIZED =
            """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private static final String LIST =
            """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}""";
    private static final String CALL =
            """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"get_forecast",\
            "arguments":{"place":"%s"}}}""";

    /**
     * All that a server process left behind.
     *
     * @param stdout a character for each byte, so that equal strings are equal bytes
     */
    record Trace(String stdout, String stderr, int exit) {
        List<String> lines() {
            return stdout.lines().toList();
        }
    }

    private RawSession() {}

    /** A session with one {@code get_forecast}; then stdin is closed, and the server ends. */
    static Trace run(Launch launch, Stage stage, String place)
            throws IOException, InterruptedException {
        Path stderr = Files.createTempFile(stage.file(""), "stderr-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(launch.command(stage)).redirectError(stderr.toFile());
        launch.prepare(builder.environment(), stage);
        Process server = builder.start();
        // A server that hangs ends here, and the test fails on what it did not say.
        CompletableFuture<Process> end = server.onExit();
        CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS)
                .execute(
                        () -> {
                            if (!end.isDone()) {
                                server.destroyForcibly();
                            }
                        });
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        InputStream in = server.getInputStream();
        try (OutputStream out = server.getOutputStream()) {
            send(out, INITIALIZE);
            readLine(in, stdout);
            send(out, INITIALIZED);
            send(out, LIST);
            readLine(in, stdout);
            send(out, CALL.formatted(place));
            readLine(in, stdout);
        }
        in.transferTo(stdout);
        int exit = server.waitFor();
        return new Trace(
                stdout.toString(StandardCharsets.ISO_8859_1), Files.readString(stderr), exit);
    }

    private static void send(OutputStream out, String message) throws IOException {
        out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void readLine(InputStream in, ByteArrayOutputStream stdout) throws IOException {
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
