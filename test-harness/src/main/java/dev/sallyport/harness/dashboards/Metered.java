package dev.sallyport.harness.dashboards;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Predicate;

/**
 * Has registries of Micrometer's, knocks at ports and prints what the registries then hold.
 *
 * <p>One is added to the global registry before, with a common tag; one after; one breaks on every
 * meter; and one is in another composite.
 */
public final class Metered {
    private Metered() {}

    /**
     * Knocks between two registries.
     *
     * @param ports to connect to, on an address of loopback that comes first
     */
    public static void main(String[] ports) {
        SimpleMeterRegistry before = new SimpleMeterRegistry();
        before.config().commonTags("team", "weather");
        Metrics.addRegistry(before);
        SimpleMeterRegistry breaking = new SimpleMeterRegistry();
        breaking.config().meterFilter(new Breaking());
        Metrics.addRegistry(breaking);
        SimpleMeterRegistry elsewhere = new SimpleMeterRegistry();
        new CompositeMeterRegistry().add(elsewhere);

        for (int i = 1; i < ports.length; i++) {
            Knock.at(ports[0], Integer.parseInt(ports[i]));
        }
        SimpleMeterRegistry after = new SimpleMeterRegistry();
        Metrics.addRegistry(after);
        print("before", before);
        print("after", after);
        System.out.println("global " + Metrics.globalRegistry.getMeters().size());
        System.out.println("elsewhere " + elsewhere.getMeters().size());
    }

    private static void print(String name, MeterRegistry registry) {
        registry.getMeters().stream()
                .filter(((Predicate<Meter>) Metered::isZero).negate())
                .map(meter -> name + " " + line(meter))
                .sorted()
                .forEach(System.out::println);
    }

    private static boolean isZero(Meter meter) {
        return value(meter) == 0;
    }

    /** Of a timer: how often. */
    private static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }

    private static String line(Meter meter) {
        StringBuilder line = new StringBuilder(meter.getId().getName());
        meter.getId()
                .getTags()
                .forEach(tag -> line.append(' ' + tag.getKey() + '=' + tag.getValue()));
        return line.append(" " + (long) value(meter)).toString();
    }

    private static final class Breaking implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            throw new IllegalStateException("no meters here: " + id);
        }
    }
}
