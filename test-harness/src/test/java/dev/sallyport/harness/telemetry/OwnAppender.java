package dev.sallyport.harness.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** An appender of Logback's that a server has made for itself, and that no agent can know. */
final class OwnAppender {
    private static final String ENTRY = "com/acme/OwnAppender.class";

    private static final String SOURCE =
            """
            package com.acme;

            import ch.qos.logback.classic.spi.ILoggingEvent;
            import ch.qos.logback.core.AppenderBase;
            import java.io.IOException;
            import java.net.InetSocketAddress;
            import java.net.Socket;

            public class OwnAppender extends AppenderBase<ILoggingEvent> {
                private int port;

                public void setPort(int port) {
                    this.port = port;
                }

                @Override
                protected void append(ILoggingEvent event) {
                    System.out.println("own " + event.getFormattedMessage());
                    if (port > 0) {
                        try (Socket socket = new Socket()) {
                            socket.connect(new InetSocketAddress("127.0.0.77", port));
                        } catch (IOException refused) {
                            addError("nobody collects logs", refused);
                        }
                    }
                }
            }
            """;

    private OwnAppender() {}

    /** Compiles it against Logback, and tells its jar as {@code ServerLogTest} names jars. */
    static String jar(Path folder, Path logback) throws IOException {
        Path source = Files.writeString(folder.resolve("OwnAppender.java"), SOURCE);
        String libraries =
                "%1$s/logback-classic.jar:%1$s/logback-core.jar:%1$s/slf4j-api.jar"
                        .formatted(logback);
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "--release",
                                "17",
                                "-cp",
                                libraries,
                                "-d",
                                folder.toString(),
                                source.toString());
        assertEquals(0, failed, SOURCE);
        try (OutputStream file = Files.newOutputStream(folder.resolve("own.jar"));
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(ENTRY));
            out.write(Files.readAllBytes(folder.resolve(ENTRY)));
            out.closeEntry();
        }
        return folder.resolve("own").toString();
    }
}
