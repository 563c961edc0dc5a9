package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;

/** An agent of the application's; it makes the file that its options name. */
public final class LateAgent {
    private static Instrumentation instrumentation;

    private LateAgent() {}

    public static void premain(String options, Instrumentation given) throws IOException {
        agentmain(options, given);
    }

    public static void agentmain(String options, Instrumentation given) throws IOException {
        instrumentation = given;
        boolean named = options != null && !options.isEmpty();
        String marker = named ? options : System.getProperty("evasion.marker");
        if (marker != null) {
            Files.writeString(Path.of(marker), "agent");
        }
    }

    static Instrumentation instrumentation() {
        if (instrumentation == null) {
            throw new IllegalStateException("no agent was loaded");
        }
        return instrumentation;
    }

    /** A class of the JDK as it was built. */
    static byte[] original(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Object.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Gives a class its original bytes back, whatever others have made of it. */
    static final class Restorer implements ClassFileTransformer {
        private final String name;
        private final byte[] original;

        Restorer(Class<?> type) throws IOException {
            this.name = type.getName().replace('.', '/');
            this.original = LateAgent.original(type);
        }

        @Override
        public byte[] transform(
                ClassLoader loader,
                String className,
                Class<?> redefined,
                ProtectionDomain domain,
                byte[] bytes) {
            return name.equals(className) ? original : null;
        }
    }
}
