package dev.sallyport.harness.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Is refused a connection while the server's own classes, which say what span is current, do what
 * no such class should.
 *
 * <p>Arguments: {@code context} or the name of a method of {@code Span}; {@code throws}, {@code
 * dies}, {@code connects} or {@code waits}; a port. {@code connects} goes to the next one.
 */
final class HostileSpans {
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    private final String where;
    private final String manner;
    private final int port;
    private final Thread victim = Thread.currentThread();
    private boolean busy;

    private HostileSpans(String where, String manner, int port) {
        this.where = where;
        this.manner = manner;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        AtomicReference<HostileSpans> now = new AtomicReference<>();
        ContextStorage.addWrapper(storage -> new HostileStorage(storage, now));
        for (int i = 0; i < arguments.length; i += 3) {
            int port = Integer.parseInt(arguments[i + 2]);
            Thread victim = new Thread(new Victim(arguments[i], arguments[i + 1], port, now));
            victim.start();
            if (arguments[i + 1].equals("waits")) {
                // On record although it has not come back.
                Refused.awaitTold("127.0.0.77:" + port + " (not-listed)", Path.of("stderr"));
                TOLD.countDown();
            }
            victim.join();
        }
    }

    private void act() throws InterruptedException {
        if (Thread.currentThread() != victim || busy) {
            return;
        }
        busy = true;
        switch (manner) {
            case "throws" -> throw new IllegalStateException("of a span");
            case "dies" -> throw new StackOverflowError("of a span");
            case "connects" -> Refused.connect(port + 1);
            default -> TOLD.await();
        }
        busy = false;
    }

    private record Victim(String where, String manner, int port, AtomicReference<HostileSpans> now)
            implements Runnable {
        @Override
        @SuppressWarnings("try") // a scope is closed and never asked
        public void run() {
            HostileSpans hostile = new HostileSpans(where, manner, port);
            try (Scope scope = hostile.span().makeCurrent()) {
                now.set(hostile);
                Refused.connect(port);
            } finally {
                now.set(null);
            }
        }
    }

    /** A span by any name, valid unless somebody asks. */
    private Span span() {
        Span valid =
                Span.wrap(
                        SpanContext.create(
                                "0af7651916cd43dd8448eb211c80319c",
                                "b7ad6b7169203331",
                                TraceFlags.getSampled(),
                                TraceState.getDefault()));
        return (Span)
                Proxy.newProxyInstance(
                        Span.class.getClassLoader(),
                        new Class<?>[] {Span.class},
                        new HostileMethods(this, valid));
    }

    private record HostileMethods(HostileSpans hostile, Span valid) implements InvocationHandler {
        @Override
        public Object invoke(Object span, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals(hostile.where)) {
                hostile.act();
            }
            return method.isDefault() && method.getName().matches("makeCurrent|storeInContext")
                    ? InvocationHandler.invokeDefault(span, method, arguments)
                    : method.invoke(valid, arguments);
        }
    }

    private record HostileStorage(ContextStorage storage, AtomicReference<HostileSpans> now)
            implements ContextStorage {
        @Override
        public Scope attach(Context context) {
            return storage.attach(context);
        }

        @Override
        public Context current() {
            HostileSpans hostile = now.get();
            if (hostile != null && hostile.where.equals("context")) {
                try {
                    hostile.act();
                } catch (InterruptedException ended) {
                    throw new IllegalStateException(ended);
                }
            }
            return storage.current();
        }
    }
}
