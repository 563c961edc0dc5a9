package dev.sallyport.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
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
            if (Premain.class.getClassLoader() != null) {
                joinBootPath(instrumentation);
            }
            Agent.start(arguments, instrumentation);
        } catch (Throwable unexpected) {
            Failure.stop("it cannot start: " + unexpected);
        }
    }

    /**
     * The manifest's Boot-Class-Path names sallyport.jar, so a renamed jar is not on it and this
     * class came from the application's loader. From here on every other class comes from the boot
     * path all the same.
     */
    private static void joinBootPath(Instrumentation instrumentation) throws Exception {
        File jar =
                new File(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
    }
}
