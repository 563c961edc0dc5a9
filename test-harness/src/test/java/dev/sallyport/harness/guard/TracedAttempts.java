package dev.sallyport.harness.guard;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** {@link Attempts} within a span of whoever traces this JVM. */
final class TracedAttempts {
    private TracedAttempts() {}

    @SuppressWarnings("try") // a scope is closed and never asked
    public static void main(String[] arguments) {
        Span span = GlobalOpenTelemetry.getTracer("test").spanBuilder("call").startSpan();
        try (Scope scope = span.makeCurrent()) {
            Attempts.main(arguments);
        }
        span.end();
    }
}
