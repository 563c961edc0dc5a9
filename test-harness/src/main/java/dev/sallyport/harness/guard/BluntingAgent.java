package dev.sallyport.harness.guard;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;

/**
 * An agent that comes before Sallyport on the command line and takes one method from the gate, as a
 * clumsy or hostile rewriter of the JDK might. Its argument is the method's name.
 */
public final class BluntingAgent {
    private BluntingAgent() {}

    public static void premain(String method, Instrumentation instrumentation) {
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader,
                            String name,
                            Class<?> redefined,
                            ProtectionDomain domain,
                            byte[] file) {
                        return name != null && name.startsWith("sun/nio/ch/Sallyport")
                                ? renamed(file, method)
                                : null;
                    }
                });
    }

    /** The name as a constant of its own has it: a length of two bytes, and the letters. */
    private static byte[] renamed(byte[] file, String method) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        // Concatenated by +, this would load classes in the middle of a class's definition.
        String head = "\1\0".concat(String.valueOf((char) method.length()));
        return text.replace(head.concat(method), head.concat("x").concat(method.substring(1)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
