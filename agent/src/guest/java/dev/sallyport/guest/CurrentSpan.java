package dev.sallyport.guest;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.net.SallyportSpans;

/**
 * Of OpenTelemetry's API (read from 1.0 to 1.66): the current span. {@code EmbedGate} has a copy of
 * this for the API within OpenTelemetry's own agent, whose packages have other names.
 */
public final class CurrentSpan implements SallyportSpans {
    @Override
    public Object[] current() {
        Span span = Span.current();
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? new Object[] {context.getTraceId(), context.getSpanId(), span}
                : null;
    }

    @Override
    public void mark(Object span, String[] facts) {
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < facts.length; i += 2) {
            attributes.put("sallyport." + facts[i], facts[i + 1]);
        }
        ((Span) span).addEvent("sallyport.violation", attributes.build());
    }
}
