package dev.sallyport.agent;

import java.lang.instrument.Instrumentation;

/**
 * Has the platform's MBean server made where the server itself does not, and Sallyport is then seen
 * there. A second after the start: JMX wakes the JVM's logging, and servers choose what that is in
 * {@code main}. The thread has no field: anyone may reflect on it.
 */
final class JmxOnDemand extends Thread {
    private static final String FACTORY = "java.lang.management.ManagementFactory";
    private static final long DELAY_MILLIS = 1000;

    private JmxOnDemand() {
        super(null, null, "sallyport-jmx", 0, false);
        setDaemon(true);
    }

    /** Another agent may have had the class loaded before there was anybody to hook it. */
    static void arrange(Instrumentation instrumentation) throws Exception {
        instrumentation.retransformClasses(Class.forName(FACTORY, false, null));
        new JmxOnDemand().start();
    }

    @Override
    public void run() {
        try {
            sleep(DELAY_MILLIS);
            Class.forName(FACTORY, true, null).getMethod("getPlatformMBeanServer").invoke(null);
        } catch (InterruptedException | ReflectiveOperationException unwanted) {
            // Somebody ends every thread, or this runtime has no JMX: it is seen elsewhere.
        }
    }
}
