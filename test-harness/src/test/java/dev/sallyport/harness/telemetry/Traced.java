package dev.sallyport.harness.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/**
 * Is refused a connection within a span, twice, and one without, by OpenTelemetry's SDK alone; says
 * what its own exporter was told.
 */
final class Traced {
    private Traced() {}

    @SuppressWarnings("try") // a scope is closed and never asked
    public static void main(String[] ports) {
        Refused.connect(Integer.parseInt(ports[0]));
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build()) {
            Span span = provider.get("test").spanBuilder("call").startSpan();
            try (Scope scope = span.makeCurrent()) {
                Refused.connect(Integer.parseInt(ports[1]));
                Refused.connect(Integer.parseInt(ports[1]));
            }
            span.end();
            Refused.connect(Integer.parseInt(ports[2]));
            for (SpanData data : exporter.getFinishedSpanItems()) {
                System.out.println("span " + data.getTraceId() + " " + data.getSpanId());
                for (EventData event : data.getEvents()) {
                    System.out.println(event.getName() + " " + event.getAttributes().asMap());
                }
            }
        }
    }
}
