package dev.sallyport.harness.dashboards;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Knocks at ports and prints what JMX then shows of Sallyport. */
public final class Managed {
    private static final long PATIENCE_SECONDS = 60;

    private Managed() {}

    /**
     * Knocks, then looks.
     *
     * @param arguments {@code waits} for a server that somebody else makes, or {@code asks} for the
     *     platform's; an address; ports
     */
    public static void main(String[] arguments) throws JMException {
        for (int i = 2; i < arguments.length; i++) {
            Knock.at(arguments[1], Integer.parseInt(arguments[i]));
        }
        System.out.println("servers " + MBeanServerFactory.findMBeanServer(null).size());
        ObjectName name = new ObjectName("dev.sallyport:type=Guard");
        MBeanServer server = arguments[0].equals("waits") ? awaited(name) : asked();
        for (MBeanAttributeInfo each : server.getMBeanInfo(name).getAttributes()) {
            System.out.println(each.getName() + " " + server.getAttribute(name, each.getName()));
        }
        System.out.println("operations " + server.getMBeanInfo(name).getOperations().length);
        try {
            server.setAttribute(name, new Attribute("Mode", "learn"));
            System.out.println("was set");
        } catch (JMException readOnly) {
            System.out.println("is read-only");
        }
    }

    private static MBeanServer asked() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static MBeanServer awaited(ObjectName name) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
                if (server.isRegistered(name)) {
                    return server;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IllegalStateException("nobody has made one");
    }
}
