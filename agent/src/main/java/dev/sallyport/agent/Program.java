package dev.sallyport.agent;

import dev.sallyport.agent.gate.Built;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.event.Run;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is being started, as the launch says it. */
final class Program {
    private Program() {}

    /** The main jar's or main class's short name; "server" where the launch does not say. */
    static String name() {
        String command = System.getProperty("sun.java.command", "").trim();
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        if (main.endsWith(".jar")) {
            // A path may hold blanks, so the jar's own ending is what counts.
            main = command.substring(0, command.indexOf(".jar"));
            return main.substring(main.lastIndexOf(File.separatorChar) + 1);
        }
        int jar = command.indexOf(".jar");
        if (jar > 0 && command.charAt(0) == File.separatorChar) {
            main = command.substring(0, jar);
            return main.substring(main.lastIndexOf(File.separatorChar) + 1);
        }
        String simple = main.substring(Math.max(main.lastIndexOf('.'), main.lastIndexOf('/')) + 1);
        return simple.isEmpty() ? "server" : simple;
    }

    static Run run(String server, Ground ground) {
        return new Run(server, runId(), pid(), Built.VERSION, host(ground));
    }

    private static String host(Ground ground) {
        String name = firstLine("/proc/sys/kernel/hostname");
        return name != null ? name : ground.hostName();
    }

    /** {@code ProcessHandle} would start a thread pool for this; Linux says it in /proc. */
    private static long pid() {
        try {
            return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
        } catch (IOException | NumberFormatException elsewhere) {
            return ProcessHandle.current().pid();
        }
    }

    /** {@code SecureRandom} would load the security providers for this; the kernel says it too. */
    private static String runId() {
        String id = firstLine("/proc/sys/kernel/random/uuid");
        return id != null
                ? id
                : Long.toHexString(System.currentTimeMillis())
                        + "-"
                        + Long.toHexString(System.nanoTime());
    }

    /** What the kernel says there; {@code null} where it is no Linux, or says nothing. */
    private static String firstLine(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
            return text.isEmpty() ? null : text;
        } catch (IOException elsewhere) {
            return null;
        }
    }
}
