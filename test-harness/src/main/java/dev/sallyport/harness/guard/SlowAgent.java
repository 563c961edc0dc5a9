package dev.sallyport.harness.guard;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent that looks at every class for long before it leaves it alone. Its argument is the name
 * of the class that it takes a second for whenever that is retransformed.
 */
public final class SlowAgent {
    private SlowAgent() {}

    public static void premain(String slow, Instrumentation instrumentation) {
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader,
                            String name,
                            Class<?> redefined,
                            ProtectionDomain domain,
                            byte[] file) {
                        if (redefined != null && redefined.getName().equals(slow)) {
                            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                        }
                        return null;
                    }
                },
                true);
    }
}
