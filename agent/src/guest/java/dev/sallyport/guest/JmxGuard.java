package dev.sallyport.guest;

import java.lang.management.ManagementFactory;
import java.net.SallyportFigures;
import java.net.SallyportHerald;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The platform's MBean server, once somebody has it: Sallyport is seen there. */
public final class JmxGuard implements SallyportHerald, GuardMXBean {
    private static final String NAME = "dev.sallyport:type=Guard";

    private boolean registered;

    /** Under {@link ManagementFactory}'s lock, as what calls it is. */
    @Override
    public void ready(Object subject) {
        if (registered || !(subject instanceof MBeanServer server)) {
            return;
        }
        registered = true;
        try {
            server.registerMBean(this, new ObjectName(NAME));
        } catch (JMException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public String getServer() {
        return Standing.now().server();
    }

    @Override
    public String getMode() {
        return Standing.now().mode();
    }

    @Override
    public String getPolicySha256() {
        return Standing.now().policySha256();
    }

    @Override
    public String getOnViolation() {
        return Standing.now().onViolation();
    }

    @Override
    public long getConnectionsAllowed() {
        return sum("sallyport.connections", "allow");
    }

    @Override
    public long getConnectionsDenied() {
        return sum("sallyport.connections", "deny");
    }

    @Override
    public long getViolations() {
        return sum("sallyport.violations", null);
    }

    @Override
    public String getLastViolation() {
        return Standing.now().lastViolation();
    }

    @Override
    public String getLastViolationTime() {
        return Standing.now().lastViolationTime();
    }

    @Override
    public long getDecisions() {
        return sum("sallyport.decision", null);
    }

    @Override
    public long getDecisionNanos() {
        long nanos = 0;
        for (int i = 0; i < SallyportFigures.count(); i++) {
            if (SallyportFigures.kind(i) == SallyportFigures.TIMER) {
                nanos += SallyportFigures.nanos(i);
            }
        }
        return nanos;
    }

    @Override
    public long getEventsWritten() {
        return sum("sallyport.events.written", null);
    }

    @Override
    public long getEventsDropped() {
        return sum("sallyport.events.dropped", null);
    }

    @Override
    public long getEventsWaiting() {
        return sum("sallyport.events.waiting", null);
    }

    @Override
    public long getNames() {
        return sum("sallyport.names", null);
    }

    @Override
    public long getHooks() {
        return sum("sallyport.hooks", null);
    }

    /**
     * Of all figures of that name.
     *
     * @param verdict of those with this value of the first tag; {@code null} for all
     */
    private static long sum(String name, String verdict) {
        long sum = 0;
        for (int i = 0; i < SallyportFigures.count(); i++) {
            if (SallyportFigures.name(i).equals(name)
                    && (verdict == null || SallyportFigures.tags(i)[1].equals(verdict))) {
                sum += SallyportFigures.read(i);
            }
        }
        return sum;
    }
}
