package dev.sallyport.guest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.SallyportFigures;
import java.net.SallyportHerald;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Sallyport's figures as meters of Micrometer (read from 1.9 to 1.17): bound to the global
 * registry, from where they come to every registry that the server adds to it, before or after.
 */
public final class MicrometerFigures implements SallyportHerald, MeterBinder {
    @Override
    public void added(Object all, Object one) {
        if (all == Metrics.globalRegistry && one instanceof MeterRegistry registry) {
            bindTo(registry);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (int i = 0; i < SallyportFigures.count(); i++) {
            Reading reading = new Reading(i);
            String name = SallyportFigures.name(i);
            String description = SallyportFigures.description(i);
            Tags tags = Tags.of(SallyportFigures.tags(i));
            switch (SallyportFigures.kind(i)) {
                case SallyportFigures.COUNTER ->
                        FunctionCounter.builder(name, MicrometerFigures.class, reading)
                                .tags(tags)
                                .description(description)
                                .register(registry);
                case SallyportFigures.TIMER ->
                        FunctionTimer.builder(
                                        name,
                                        MicrometerFigures.class,
                                        reading,
                                        new Nanos(i),
                                        TimeUnit.NANOSECONDS)
                                .tags(tags)
                                .description(description)
                                .register(registry);
                default ->
                        Gauge.builder(name, MicrometerFigures.class, reading)
                                .tags(tags)
                                .description(description)
                                .register(registry);
            }
        }
    }

    /** Meters hold what they read from weakly: the class, which stays as long as its loader. */
    private record Reading(int figure)
            implements ToDoubleFunction<Class<?>>, ToLongFunction<Class<?>> {
        @Override
        public double applyAsDouble(Class<?> guest) {
            return SallyportFigures.read(figure);
        }

        @Override
        public long applyAsLong(Class<?> guest) {
            return SallyportFigures.read(figure);
        }
    }

    private record Nanos(int figure) implements ToDoubleFunction<Class<?>> {
        @Override
        public double applyAsDouble(Class<?> guest) {
            return SallyportFigures.nanos(figure);
        }
    }
}
