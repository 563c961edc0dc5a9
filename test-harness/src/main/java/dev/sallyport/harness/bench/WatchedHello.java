package dev.sallyport.harness.bench;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.slf4j.LoggerFactory;

/** The smallest program that has meters of its own, of each kind that Sallyport has, and a log. */
public final class WatchedHello {
    private WatchedHello() {}

    public static void main(String[] arguments) {
        LoggerFactory.getLogger("hello").info("hello");
        Metrics.addRegistry(new SimpleMeterRegistry());
        Metrics.gauge("hello.gauge", 1);
        Metrics.more().counter("hello.counter", Tags.empty(), 1);
        Metrics.more()
                .timer("hello.timer", Tags.empty(), 1, Number::longValue, one -> 1, NANOSECONDS);
    }
}
