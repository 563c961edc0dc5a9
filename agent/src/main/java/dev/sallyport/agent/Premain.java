package dev.sallyport.agent;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;

/**
 * Where the JVM comes in. Nothing is ever thrown from here: the JVM would print it on stdout, which
 * belongs to the server's protocol.
 */
public final class Premain {
    private Premain() {}

    /**
     * Guards the server, or ends it.
     *
     * @param arguments what stands behind {@code =} in {@code -javaagent:sallyport.jar=…}, or null
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            if (Premain.class.getClassLoader() == null) {
                Agent.start(arguments, instrumentation, null);
            } else {
                startFromBootPath(arguments, instrumentation);
            }
        } catch (Throwable unexpected) {
            stop("Sallyport stopped this server: it cannot start: " + unexpected + "\n");
        }
    }

    /**
     * The manifest's Boot-Class-Path names sallyport.jar. A renamed jar is not on it, and this
     * class came from the application's loader: the boot loader's own copy starts the agent.
     */
    private static void startFromBootPath(String arguments, Instrumentation instrumentation)
            throws Exception {
        File jar =
                new File(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
        Class.forName(Premain.class.getName(), true, null)
                .getMethod("premain", String.class, Instrumentation.class, File.class)
                .invoke(null, arguments, instrumentation, jar);
    }

    /** Called on the boot loader's copy of this class, which cannot tell which jar it is from. */
    public static void premain(String arguments, Instrumentation instrumentation, File jar) {
        Agent.start(arguments, instrumentation, jar);
    }

    /** With nothing but the JDK: no class of ours may be loadable when this is needed. */
    private static void stop(String line) {
        try {
            // Never closed: that would close the process's descriptor 2.
            @SuppressWarnings("resource")
            FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
            stderr.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // Nobody listens on stderr; the exit code still says it.
        }
        Runtime.getRuntime().halt(78);
    }
}
